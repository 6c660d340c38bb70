package io.github.liveblocks4j.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.support.Records;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the body of a delivery is read as. JSON has ' for " here. */
class WebhookEventTest {

  // Both spellings: the one with milliseconds, and the other without.
  private static final String MILLIS = "2026-11-25T01:02:03.456Z";
  private static final String SECONDS = "2026-11-25T01:02:03Z";

  /**
   * Of every type: the members of its data, and the record, without its payload. @ is an instant,
   * THREAD, COMMENT and NOTICE are what several types have in common.
   */
  private static final String TABLE =
      """
      storageUpdated | 'updatedAt':@ | StorageUpdated[updatedAt=@]
      ydocUpdated | 'updatedAt':@ | YdocUpdated[updatedAt=@]
      roomCreated | 'createdAt':@ | Created[createdAt=@]
      roomDeleted | 'deletedAt':@ | Deleted[deletedAt=@]
      userEntered | 'connectionId':7, 'userId':'alice', 'userInfo':{'name':'Alice','age':42,'x':null}, 'enteredAt':@, 'numActiveUsers':2 | Entered[visitor=Visitor[connectionId=7, userId=alice], numActiveUsers=2, enteredAt=@]
      userLeft | 'connectionId':8, 'userId':null, 'userInfo':null, 'leftAt':@, 'numActiveUsers':0 | Left[visitor=Visitor[connectionId=8, userId=null], numActiveUsers=0, leftAt=@]
      threadCreated | THREAD, 'createdAt':@, 'createdBy':'alice' | Created[THREAD, createdAt=@, createdBy=alice]
      threadDeleted | THREAD, 'deletedAt':@ | Deleted[THREAD, deletedAt=@]
      threadMetadataUpdated | THREAD, 'updatedAt':@, 'updatedBy':'alice' | MetadataUpdated[THREAD, updatedAt=@, updatedBy=alice]
      threadMarkedAsResolved | THREAD, 'updatedAt':@, 'updatedBy':'alice' | MarkedAsResolved[THREAD, updatedAt=@, updatedBy=alice]
      threadMarkedAsUnresolved | THREAD, 'updatedAt':@, 'updatedBy':'alice' | MarkedAsUnresolved[THREAD, updatedAt=@, updatedBy=alice]
      commentCreated | COMMENT, 'createdAt':@, 'createdBy':'alice' | Created[COMMENT, createdAt=@, createdBy=alice]
      commentEdited | COMMENT, 'editedAt':@ | Edited[COMMENT, editedAt=@]
      commentDeleted | COMMENT, 'deletedAt':@ | Deleted[COMMENT, deletedAt=@]
      commentReactionAdded | COMMENT, 'emoji':'👍', 'addedAt':@, 'addedBy':'alice' | ReactionAdded[COMMENT, emoji=👍, addedAt=@, addedBy=alice]
      commentReactionRemoved | COMMENT, 'emoji':'👍', 'removedAt':@, 'removedBy':'alice' | ReactionRemoved[COMMENT, emoji=👍, removedAt=@, removedBy=alice]
      commentMetadataUpdated | COMMENT, 'updatedAt':@, 'updatedBy':'alice' | MetadataUpdated[COMMENT, updatedAt=@, updatedBy=alice]
      notification | 'kind':'thread', THREAD, NOTICE | UnreadThread[NOTICE, THREAD]
      notification | 'kind':'textMention', 'mentionId':'mn_1', NOTICE | TextMention[NOTICE, mentionId=mn_1]
      notification | 'kind':'$approval', 'subjectId':'order-7', NOTICE | Custom[NOTICE, kind=$approval, subjectId=order-7]
      """;

  /** One line of the table. */
  private record Known(String type, String json, String expected) {

    static Known of(String line) {
      String[] cells = line.split(" \\| ", -1);
      String data =
          cells[1]
              .replace("COMMENT", "THREAD, 'commentId':'cm_1'")
              .replace("THREAD", "'threadId':'th_1'")
              .replace(
                  "NOTICE",
                  "'channel':'email', 'userId':'bob', 'inboxNotificationId':'in_1', 'createdAt':@, 'triggeredAt':'%s'"
                      .formatted(SECONDS));
      String record =
          cells[2]
              .replace("COMMENT", "THREAD, commentId=cm_1")
              .replace("THREAD", "threadId=th_1")
              .replace(
                  "NOTICE",
                  "notice=Notice[channel=email, userId=bob, inboxNotificationId=in_1, createdAt=@, triggeredAt=%s]"
                      .formatted(SECONDS))
              .replace("@", MILLIS)
              .replaceFirst("\\[", "[payload=[%s, project pr, room plans], ".formatted(cells[0]));
      return new Known(cells[0], inRoom(cells[0], data.replace("@", "'" + MILLIS + "'")), record);
    }

    @Override
    public String toString() {
      return expected;
    }
  }

  static Stream<Known> known() {
    return TABLE.lines().map(Known::of);
  }

  private static String inRoom(String type, String members) {
    return json(type, "'projectId':'pr', 'roomId':'plans', " + members);
  }

  private static String json(String type, String data) {
    return "{'type': '%s', 'data': {%s}}".formatted(type, data).replace('\'', '"');
  }

  @ParameterizedTest
  @MethodSource("known")
  void readWhenTypeIsKnownThenItsEvent(Known known) {
    WebhookEvent event = EventReader.read(known.json().getBytes(UTF_8));

    assertThat(event).hasToString(known.expected()).isEqualTo(WebhookEvent.parse(known.json()));
    assertThat(event.type()).isEqualTo(known.type());
    assertThat(event.projectId()).isEqualTo("pr");
    assertThat(event.roomId()).isEqualTo("plans");
    assertThat(event.json()).isEqualTo(known.json());
    if (event instanceof UserEvent.Entered entered) { // What toString does not show.
      Map<String, Object> info = entered.visitor().userInfo();
      assertThat(info).isEqualTo(Map.of("name", "Alice", "age", new BigDecimal(42)));
      assertThatThrownBy(info::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  /** So that no record is without a line in the table. */
  @Test
  void tableHasEveryRecord() {
    Set<Class<?>> parsed = new HashSet<>(Set.of(WebhookEvent.Unknown.class));
    known().forEach(known -> parsed.add(WebhookEvent.parse(known.json()).getClass()));

    assertThat(parsed).isEqualTo(Records.of(WebhookEvent.class));
  }

  @ParameterizedTest
  @MethodSource("known")
  void parseWhenAMemberIsMissingOrOfAnotherTypeThenUnknown(Known known) {
    try (Json json = new Json()) {
      JsonObject original = json.readObject(known.json());
      for (String name : original.getJsonObject("data").keySet()) {
        boolean optional =
            known.type().equals("notification")
                ? name.equals("roomId")
                : Set.of("userId", "userInfo").contains(name);
        for (JsonValue value : new JsonValue[] {null, JsonValue.NULL, JsonValue.TRUE}) {
          String changed = changed(json, original, name, value);

          WebhookEvent event = WebhookEvent.parse(changed);

          assertThat(event instanceof WebhookEvent.Unknown)
              .as("%s = %s in %s", name, value, known)
              .isEqualTo(!optional);
          assertThat(event.type()).isEqualTo(known.type());
          assertThat(event.json()).isEqualTo(changed);
        }
      }
    }
  }

  private static String changed(
      Json json, JsonObject original, String name, @Nullable JsonValue value) {
    var data = json.object(original.getJsonObject("data"));
    if (value == null) {
      data.remove(name);
    } else {
      data.add(name, value);
    }
    return json.object(original).add("data", data).build().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          storageUpdated | 'updatedAt':'yesterday'
          storageUpdated | 'updatedAt':1764032523
          userLeft | 'connectionId':1.5, 'leftAt':'2026-11-25T01:02:03Z', 'numActiveUsers':0
          userLeft | 'connectionId':1e400, 'leftAt':'2026-11-25T01:02:03Z', 'numActiveUsers':0
          notification | 'kind':'poke', 'subjectId':'s', 'channel':'email', 'userId':'bob', 'inboxNotificationId':'in_1', 'createdAt':'2026-11-25T01:02:03Z', 'triggeredAt':'2026-11-25T01:02:03Z'
          roomRenamed | 'newRoomId':'plan'
          """)
  void parseWhenNotReadableAsItsTypeThenUnknownWithItsJson(String type, String members) {
    String body = inRoom(type, members);

    assertThat(WebhookEvent.parse(body))
        .isEqualTo(new WebhookEvent.Unknown(new WebhookEvent.Payload(type, "pr", "plans", body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"pong\"}",
        "{\"type\": \"roomCreated\"}",
        "{\"type\": \"roomCreated\", \"data\": null}",
        "{\"type\": \"roomCreated\", \"data\": [1]}",
        "{\"type\": \"\", \"data\": {\"projectId\": 1, \"roomId\": {}}}",
        "\n {\"more\": 1, \"type\": \"roomCreated\", \"data\": {}}\n"
      })
  void parseWhenThereIsOnlyATypeThenUnknown(String body) {
    WebhookEvent event = WebhookEvent.parse(body);

    assertThat(event).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(event.projectId()).isNull();
    assertThat(event.roomId()).isNull();
    assertThat(event.json()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"'appId':'old', old", "'appId':'old'; 'projectId':'new', new"})
  void parseWhenTheDeliveryIsOldThenAppIdIsTheProject(String members, String expected) {
    String data = members.replace(';', ',') + ", 'roomId':'plans', 'createdAt':'" + MILLIS + "'";

    WebhookEvent event = WebhookEvent.parse(json("roomCreated", data));

    assertThat(event).isInstanceOf(RoomEvent.Created.class);
    assertThat(event.projectId()).isEqualTo(expected);
  }

  static Stream<String> hopeless() {
    return Stream.of(
        "",
        "null",
        "[]",
        "\"commentCreated\"",
        "{",
        "{}",
        "{\"type\": null}",
        "{\"type\": 1, \"data\": {}}",
        "{\"type\": \"x\"} {}",
        "{\"type\": \"x\", \"data\": " + "[".repeat(100) + "]".repeat(100) + "}",
        "{\"type\": \"x\", \"data\": {\"n\": 1e99999}}");
  }

  @ParameterizedTest
  @MethodSource("hopeless")
  void readWhenNotAnObjectWithATypeThenFailsWithoutQuotingIt(String body) {
    assertThatThrownBy(() -> EventReader.read(body.getBytes(UTF_8)))
        .isInstanceOf(InvalidWebhookException.class)
        .message()
        .isIn("the body is not a JSON object", "the body has no type that is a string");
  }

  @Test
  void readWhenBytesAreNotUtf8ThenFails() {
    byte[] latin = "{\"type\": \"caf\u00e9\"}".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> EventReader.read(latin))
        .isInstanceOf(InvalidWebhookException.class)
        .hasMessage("the body is not UTF-8");
  }

  @Test
  void toStringShowsIdsAndNeitherJsonNorSecrets() {
    assertThat(WebhookEvent.parse("{\"type\": \"a\\nb whsec_abc\", \"data\": {\"x\": \"secret\"}}"))
        .hasToString("Unknown[payload=[a b whsec_***, project null, room null]]");
  }
}
