package io.github.liveblocks4j.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {

  // Both spellings: the one with milliseconds, and the other without.
  private static final Instant MILLIS = Instant.parse("2026-11-25T01:02:03.456Z");
  private static final Instant SECONDS = Instant.parse("2026-11-25T01:02:03Z");

  private static final String NOTICE =
      "'channel': 'email', 'userId': 'bob', 'inboxNotificationId': 'in_1', 'createdAt': '"
          + MILLIS
          + "', 'triggeredAt': '"
          + SECONDS
          + "'";

  private static final NotificationEvent.Notice READ_NOTICE =
      new NotificationEvent.Notice("email", "bob", "in_1", MILLIS, SECONDS);

  private static final UserEvent.Visitor ALICE =
      new UserEvent.Visitor(7, "alice", Map.of("name", "Alice", "age", new BigDecimal(42)));

  private static final List<Known> KNOWN =
      List.of(
          inRoom(
              "storageUpdated", "'updatedAt': '%s'", p -> new RoomEvent.StorageUpdated(p, MILLIS)),
          inRoom("ydocUpdated", "'updatedAt': '%s'", p -> new RoomEvent.YdocUpdated(p, MILLIS)),
          inRoom("roomCreated", "'createdAt': '%s'", p -> new RoomEvent.Created(p, MILLIS)),
          inRoom("roomDeleted", "'deletedAt': '%s'", p -> new RoomEvent.Deleted(p, MILLIS)),
          inRoom(
              "userEntered",
              "'connectionId': 7, 'userId': 'alice', 'userInfo': {'name': 'Alice', 'age': 42, 'x':"
                  + " null}, 'enteredAt': '%s', 'numActiveUsers': 2",
              p -> new UserEvent.Entered(p, ALICE, 2, MILLIS)),
          inRoom(
              "userLeft",
              "'connectionId': 8, 'userId': null, 'userInfo': null, 'leftAt': '%s',"
                  + " 'numActiveUsers': 0",
              p -> new UserEvent.Left(p, new UserEvent.Visitor(8, null, Map.of()), 0, MILLIS)),
          inThread(
              "threadCreated",
              "'createdAt': '%s', 'createdBy': 'alice'",
              p -> new ThreadEvent.Created(p, "th_1", MILLIS, "alice")),
          inThread(
              "threadDeleted",
              "'deletedAt': '%s'",
              p -> new ThreadEvent.Deleted(p, "th_1", MILLIS)),
          inThread(
              "threadMetadataUpdated",
              "'updatedAt': '%s', 'updatedBy': 'alice'",
              p -> new ThreadEvent.MetadataUpdated(p, "th_1", MILLIS, "alice")),
          inThread(
              "threadMarkedAsResolved",
              "'updatedAt': '%s', 'updatedBy': 'alice'",
              p -> new ThreadEvent.MarkedAsResolved(p, "th_1", MILLIS, "alice")),
          inThread(
              "threadMarkedAsUnresolved",
              "'updatedAt': '%s', 'updatedBy': 'alice'",
              p -> new ThreadEvent.MarkedAsUnresolved(p, "th_1", MILLIS, "alice")),
          onComment(
              "commentCreated",
              "'createdAt': '%s', 'createdBy': 'alice'",
              p -> new CommentEvent.Created(p, "th_1", "cm_1", MILLIS, "alice")),
          onComment(
              "commentEdited",
              "'editedAt': '%s'",
              p -> new CommentEvent.Edited(p, "th_1", "cm_1", MILLIS)),
          onComment(
              "commentDeleted",
              "'deletedAt': '%s'",
              p -> new CommentEvent.Deleted(p, "th_1", "cm_1", MILLIS)),
          onComment(
              "commentReactionAdded",
              "'emoji': '👍', 'addedAt': '%s', 'addedBy': 'alice'",
              p -> new CommentEvent.ReactionAdded(p, "th_1", "cm_1", "👍", MILLIS, "alice")),
          onComment(
              "commentReactionRemoved",
              "'emoji': '👍', 'removedAt': '%s', 'removedBy': 'alice'",
              p -> new CommentEvent.ReactionRemoved(p, "th_1", "cm_1", "👍", MILLIS, "alice")),
          onComment(
              "commentMetadataUpdated",
              "'updatedAt': '%s', 'updatedBy': 'alice'",
              p -> new CommentEvent.MetadataUpdated(p, "th_1", "cm_1", MILLIS, "alice")),
          inRoom(
              "notification",
              "'kind': 'thread', 'threadId': 'th_1', " + NOTICE,
              p -> new NotificationEvent.UnreadThread(p, READ_NOTICE, "th_1")),
          inRoom(
              "notification",
              "'kind': 'textMention', 'mentionId': 'mn_1', " + NOTICE,
              p -> new NotificationEvent.TextMention(p, READ_NOTICE, "mn_1")),
          inRoom(
              "notification",
              "'kind': '$approval', 'subjectId': 'order-7', " + NOTICE,
              p -> new NotificationEvent.Custom(p, READ_NOTICE, "$approval", "order-7")));

  private record Known(
      String type, String json, Function<WebhookEvent.Payload, WebhookEvent> expected) {

    WebhookEvent event() {
      return expected.apply(new WebhookEvent.Payload(type, "pr", "plans", json));
    }
  }

  private static Known inRoom(
      String type, String members, Function<WebhookEvent.Payload, WebhookEvent> expected) {
    String data = "'projectId': 'pr', 'roomId': 'plans', " + members.formatted(MILLIS);
    return new Known(type, json(type, data), expected);
  }

  private static Known inThread(
      String type, String members, Function<WebhookEvent.Payload, WebhookEvent> expected) {
    return inRoom(type, "'threadId': 'th_1', " + members, expected);
  }

  private static Known onComment(
      String type, String members, Function<WebhookEvent.Payload, WebhookEvent> expected) {
    return inThread(type, "'commentId': 'cm_1', " + members, expected);
  }

  private static String json(String type, String data) {
    return "{'type': '%s', 'data': {%s}}".formatted(type, data).replace('\'', '"');
  }

  static Stream<Known> known() {
    return KNOWN.stream();
  }

  @ParameterizedTest
  @MethodSource("known")
  void parseWhenTypeIsKnownThenItsEvent(Known known) {
    WebhookEvent event = EventReader.read(known.json().getBytes(UTF_8));

    assertThat(event).isEqualTo(known.event()).isEqualTo(WebhookEvent.parse(known.json()));
    assertThat(event.type()).isEqualTo(known.type());
    assertThat(event.projectId()).isEqualTo("pr");
    assertThat(event.roomId()).isEqualTo("plans");
    assertThat(event.json()).isEqualTo(known.json());
  }

  /** So that no record is without a case above. */
  @Test
  void knownCasesHaveEveryRecord() {
    Set<Class<?>> parsed = new HashSet<>(List.of(WebhookEvent.Unknown.class));
    KNOWN.forEach(known -> parsed.add(WebhookEvent.parse(known.json()).getClass()));

    assertThat(parsed).isEqualTo(records(WebhookEvent.class));
  }

  private static Set<Class<?>> records(Class<?> type) {
    Set<Class<?>> records = new HashSet<>();
    if (type.isRecord()) {
      records.add(type);
    } else {
      Arrays.stream(type.getPermittedSubclasses()).forEach(each -> records.addAll(records(each)));
    }
    return records;
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

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments("an instant that is none", "storageUpdated", "'updatedAt': 'yesterday'"),
        arguments("an instant that is a number", "storageUpdated", "'updatedAt': 1764032523"),
        arguments(
            "a fraction of a connection",
            "userLeft",
            "'connectionId': 1.5, 'leftAt': '2026-11-25T01:02:03Z', 'numActiveUsers': 0"),
        arguments(
            "a connection beyond all bounds",
            "userLeft",
            "'connectionId': 1e400, 'leftAt': '2026-11-25T01:02:03Z', 'numActiveUsers': 0"),
        arguments("another kind", "notification", "'kind': 'poke', 'subjectId': 's', " + NOTICE),
        arguments("another type", "roomRenamed", "'newRoomId': 'plan'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void parseWhenNotReadableAsItsTypeThenUnknownWithItsJson(String name, String type, String data) {
    String body = json(type, "'projectId': 'pr', 'roomId': 'plans', " + data);

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
    assertThat(WebhookEvent.parse(body))
        .isInstanceOf(WebhookEvent.Unknown.class)
        .satisfies(
            event -> {
              assertThat(event.projectId()).isNull();
              assertThat(event.roomId()).isNull();
              assertThat(event.json()).isEqualTo(body);
            });
  }

  @Test
  void parseWhenTheDeliveryIsOldThenAppIdIsTheProject() {
    String members = "'roomId': 'plans', 'createdAt': '2026-11-25T01:02:03.456Z'";

    assertThat(WebhookEvent.parse(json("roomCreated", "'appId': 'old', " + members)))
        .isInstanceOf(RoomEvent.Created.class)
        .extracting(WebhookEvent::projectId)
        .isEqualTo("old");
    assertThat(
            WebhookEvent.parse(
                json("roomCreated", "'appId': 'old', 'projectId': 'new', " + members)))
        .extracting(WebhookEvent::projectId)
        .isEqualTo("new");
  }

  @Test
  void parseWhenACustomNotificationIsOutsideAnyRoomThenRoomIsNull() {
    String body =
        json(
            "notification",
            "'projectId': 'pr', 'roomId': null, 'kind': '$x', 'subjectId': 's', " + NOTICE);

    assertThat(WebhookEvent.parse(body))
        .isInstanceOf(NotificationEvent.Custom.class)
        .extracting(WebhookEvent::roomId)
        .isNull();
  }

  @Test
  void parseWhenThereAreMoreMembersThenJsonHasThem() {
    String body =
        json(
            "roomDeleted",
            "'projectId': 'pr', 'roomId': 'plans', 'deletedAt': '2026-11-25T01:02:03Z', 'reason':"
                + " 'cleanup'");

    WebhookEvent event = WebhookEvent.parse(body);

    assertThat(event).isInstanceOf(RoomEvent.Deleted.class);
    assertThat(event.json()).contains("\"reason\": \"cleanup\"");
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
        "{\"type\": \"x\", \"data\": {\"n\": 1e99999}}",
        "{\"type\": \"x\", \"data\": {\"n\": " + "1".repeat(101) + "}}");
  }

  @ParameterizedTest
  @MethodSource("hopeless")
  void parseWhenNotAnObjectWithATypeThenFailsWithoutQuotingIt(String body) {
    assertThatThrownBy(() -> EventReader.read(body.getBytes(UTF_8)))
        .isInstanceOf(InvalidWebhookException.class)
        .hasMessageStartingWith("the body ");
  }

  @Test
  void parseWhenBytesAreNotUtf8ThenFails() {
    byte[] latin = "{\"type\": \"caf\u00e9\"}".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> EventReader.read(latin))
        .isInstanceOf(InvalidWebhookException.class)
        .hasMessage("the body is not UTF-8");
  }

  @Test
  void toStringShowsIdsAndNeitherJsonNorInfo() {
    assertThat(WebhookEvent.parse(KNOWN.get(4).json()))
        .hasToString(
            "Entered[payload=[userEntered, project pr, room plans],"
                + " visitor=Visitor[connectionId=7, userId=alice], numActiveUsers=2,"
                + " enteredAt=2026-11-25T01:02:03.456Z]");
    assertThat(WebhookEvent.parse("{\"type\": \"a\\nb whsec_abc\", \"data\": {\"x\": \"secret\"}}"))
        .hasToString("Unknown[payload=[a b whsec_***, project null, room null]]");
  }

  @Test
  void visitorWhenItsInfoChangesThenItDoesNot() {
    Map<String, Object> info = new HashMap<>(Map.of("name", "Alice"));
    UserEvent.Visitor visitor = new UserEvent.Visitor(1, "alice", info);

    info.clear();

    assertThat(visitor.userInfo()).isEqualTo(Map.of("name", "Alice"));
    assertThatThrownBy(() -> visitor.userInfo().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
