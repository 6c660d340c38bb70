package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.Permission;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomQueryTest {

  private final FakeRooms context = new FakeRooms();

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void filterWhenConditionsAreCombinedThenInTheQueryLanguage() {
    assertThat(
            RoomQuery.all()
                .roomIdStartsWith("acme:")
                .metadata("type", "white board")
                .metadata("it's", "\"q\" \\ \n\t")
                .filter())
        .contains(
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
    assertThat(ids(RoomQuery.all().userId("al&ice").groupIds(List.of("dev")).groupIds("ops")))
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
    Page<Room> second =
        context
            .rooms
            .async()
            .list(RoomQuery.all().pageSize(2).startingAfter(Objects.requireNonNull(cursor)))
            .join();

    assertThat(first.items()).extracting(Room::id).containsExactly("c", "b");
    assertThat(second.items()).extracting(Room::id).containsExactly("a");
    assertThat(second.nextCursor()).isNull();
    assertThat(RoomQuery.all().startingAfter("a/+=&?b").url().build())
        .isEqualTo("/v2/rooms?startingAfter=a%2F%2B%3D%26%3Fb");
  }

  @Test
  void withersWhenArgumentIsNotValidThenRefused() {
    RoomQuery query = RoomQuery.all();

    assertThatThrownBy(() -> query.pageSize(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query.pageSize(101)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query.userId("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query.groupIds("a,b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comma");
    assertThatThrownBy(() -> query.metadata("", "v")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query.roomIdStartsWith(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(query).hasToString("RoomQuery[/v2/rooms]");
  }

  private void create(String id, RoomAccesses accesses) {
    Room unused = context.rooms.create(NewRoom.of(id).accesses(accesses));
  }

  private List<String> ids(RoomQuery query) {
    return context.rooms.list(query).items().stream().map(Room::id).toList();
  }
}
