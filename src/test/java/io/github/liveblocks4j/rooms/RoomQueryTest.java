package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomQueryTest {

  @AutoClose private final FakeRooms context = new FakeRooms();

  @Test
  void filterWhenConditionsAreCombinedThenInTheQueryLanguage() {
    assertThat(
            RoomQuery.all()
                .roomIdStartsWith("acme:")
                .metadata("type", "white board")
                .metadata("it's", "\"q\" \\ \n\t")
                .filter())
        .isEqualTo(
            "roomId^\"acme:\" AND metadata[\"type\"]:\"white board\" AND"
                + " metadata[\"it's\"]:\"\\\"q\\\" \\\\ \\n\\t\"");
    assertThat(RoomQuery.all().filter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "'",
        "\\",
        "\\\"",
        "\\\\\"",
        "x\" AND roomId^\"secret",
        "x' AND roomId^'secret",
        "x\"] OR metadata[\"b\"]:\"y",
        "x\\\" AND roomId^\"secret",
        "]:\"",
        "a AND b",
        "a&limit=1&query=b#c%22",
        "\n\" AND roomId^\"secret",
        "\r\t\u2028\u0000",
        "é😀",
        " leading and trailing "
      })
  void filterWhenValueTriesToLeaveItsQuotesThenItIsCompared(String nasty) {
    context.create("secret");
    context.rooms.create(NewRoom.of("by-value").metadata("k", nasty));
    context.rooms.create(NewRoom.of("by-key").metadata("a" + nasty, "v"));
    context.rooms.create(NewRoom.of("p" + nasty));

    assertThat(ids(RoomQuery.all().metadata("k", nasty))).containsExactly("by-value");
    assertThat(ids(RoomQuery.all().metadata("a" + nasty, "v"))).containsExactly("by-key");
    assertThat(ids(RoomQuery.all().roomIdStartsWith("p" + nasty))).containsExactly("p" + nasty);
    assertThat(ids(RoomQuery.all().roomIdStartsWith("p" + nasty).metadata("k", nasty))).isEmpty();
  }

  @Test
  void listWhenFilteredByAccessesThenUserAndGroupsAreAlternatives() {
    create("u", RoomAccesses.none().allowUser("al&ice", Permission.READ));
    create("g", RoomAccesses.none().allowGroup("dev", Permission.READ));
    create("h", RoomAccesses.none().allowGroup("ops", Permission.READ));
    context.rooms.create(NewRoom.of("o").organizationId("ac me"));

    assertThat(ids(RoomQuery.all().userId("al&ice"))).containsExactly("u");
    assertThat(ids(RoomQuery.all().groupIds("dev"))).containsExactly("g");
    assertThat(ids(RoomQuery.all().userId("al&ice").groupIds("dev", "ops")))
        .containsExactly("h", "g", "u");
    assertThat(ids(RoomQuery.all().organizationId("ac me"))).containsExactly("o");
    assertThat(ids(RoomQuery.all())).containsExactly("o", "h", "g", "u");
    assertThat(context.requests(6))
        .containsExactly(
            "GET /v2/rooms?userId=al%26ice&groupIds=dev%2Cops",
            "GET /v2/rooms?organizationId=ac%20me", "GET /v2/rooms");
  }

  @Test
  void listWhenPagedByHandThenCursorIsEncoded() {
    context.create("a");
    context.create("b");
    context.create("c");

    Page<Room> first = context.rooms.list(RoomQuery.all().pageSize(2));
    String cursor = first.nextCursor();
    RoomQuery rest = RoomQuery.all().pageSize(2).startingAfter(Objects.requireNonNull(cursor));
    assertThat(context.rooms.delete("b")).as("the room that was seen last").isTrue();
    Page<Room> second = context.rooms.list(rest);

    assertThat(first.items()).extracting(Room::id).containsExactly("c", "b");
    assertThat(second.items()).extracting(Room::id).containsExactly("a");
    assertThat(second.nextCursor()).isNull();
    assertThat(context.rooms.stream(rest)).containsExactlyElementsOf(second.items());
    assertThat(RoomQuery.all().startingAfter("a/+=&?b").url().build())
        .isEqualTo("/v2/rooms?startingAfter=a%2F%2B%3D%26%3Fb");
  }

  @Test
  void withersWhenCalledAgainThenTheLaterValueReplacesTheEarlier() {
    RoomQuery query =
        RoomQuery.all()
            .userId("a")
            .userId("b")
            .groupIds("g", "h")
            .groupIds(List.of("i"))
            .metadata("k", "1")
            .metadata("k", "2")
            .pageSize(1)
            .pageSize(2);

    assertThat(query)
        .hasToString(
            "RoomQuery[/v2/rooms?userId=b&groupIds=i&limit=2&query=metadata%5B%22k%22%5D%3A%222%22]")
        .isEqualTo(RoomQuery.all().metadata("k", "2").pageSize(2).groupIds("i").userId("b"))
        .isNotEqualTo(query.groupIds());
    assertThat(RoomQuery.all().groupIds("g").groupIds()).hasToString("RoomQuery[/v2/rooms]");
  }

  /** The language as the fake reads it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          roomId^"doc:" | doc:2 doc:1
          roomId^'doc:1' | doc:1
          metadata["type"]:"board" | pad:1 doc:2
          metadata['type']:'board' AND roomId^'doc:' | doc:2
          metadata['type']:'board' roomId^'doc:' | doc:2
          `  roomId ^ "pad"   AND metadata [ "type" ] : "board"  ` | pad:1
          roomId^"\\d\\o\\c\\:" | doc:2 doc:1
          roomId^"doc:\\n" | ``
          metadata["it's"]:"a \\"q\\"" | doc:1
          metadata["tags"]:"x" | ``
          ` ` | pad:1 doc:2 doc:1
          bad query | 422 INVALID_QUERY
          roomId^"" | 422 INVALID_QUERY
          `roomId^"a\nb"` | 422 INVALID_QUERY
          metadata[""]:"x" | 422 INVALID_QUERY
          metadata["type"]^"bo" | 422 INVALID_QUERY
          roomId:"r" | 422 INVALID_QUERY
          roomId^r | 422 INVALID_QUERY
          roomId^"r | 422 INVALID_QUERY
          roomId^"r' | 422 INVALID_QUERY
          metadata:"x" | 422 INVALID_QUERY
          metadata[type]:"x" | 422 INVALID_QUERY
          metadata["type"]>"x" | 422 INVALID_QUERY
          roomId^"r" OR roomId^"s" | 422 INVALID_QUERY
          roomId^"r" AND | 422 INVALID_QUERY
          AND roomId^"r" | 422 INVALID_QUERY
          roomId^"r" AND AND roomId^"s" | 422 INVALID_QUERY
          """)
  void listWhenQueriedThenMatchesOrError(String query, String expected) {
    var tagged = NewRoom.of("doc:1").metadata("it's", "a \"q\"").metadata("tags", List.of("x"));
    for (NewRoom room : List.of(tagged, board("doc:2"), board("pad:1"))) {
      Room unused = context.rooms.create(room);
    }

    assertThat(found(query)).isEqualTo(expected);
  }

  private static NewRoom board(String id) {
    return NewRoom.of(id).metadata("type", "board");
  }

  private String found(String query) {
    try {
      return context
          .liveblocks
          .call("GET", "/v2/rooms")
          .query("query", query)
          .send(JsonObject.class)
          .getJsonArray("data")
          .stream()
          .map(room -> room.asJsonObject().getString("id"))
          .collect(Collectors.joining(" "));
    } catch (LiveblocksApiException e) {
      return e.status() + " " + e.code().orElse("");
    }
  }

  @Test
  void listWhenQueryIsLongThenTakenUpToTheBound() {
    String escapes = "\\x".repeat(1_900);

    assertThat(found("roomId^\"" + escapes + "\"")).isEmpty();
    assertThat(found("roomId^\"" + escapes + escapes + "\"")).startsWith("422");
  }

  private void create(String id, RoomAccesses accesses) {
    Room unused = context.rooms.create(NewRoom.of(id).accesses(accesses));
  }

  private List<String> ids(RoomQuery query) {
    return context.rooms.list(query).items().stream().map(Room::id).toList();
  }
}
