package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.Permission;
import java.util.List;
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
            RoomQuery.builder()
                .roomIdStartsWith("acme:")
                .metadata("type", "white board")
                .metadata("it's", "\"q\" \\ \n\t")
                .build()
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
    context.rooms.create(NewRoom.builder("by-value").metadata("k", nasty).build());
    context.rooms.create(NewRoom.builder("by-key").metadata("a" + nasty, "v").build());
    context.rooms.create(NewRoom.builder("p" + nasty).build());

    assertThat(ids(RoomQuery.builder().metadata("k", nasty))).containsExactly("by-value");
    assertThat(ids(RoomQuery.builder().metadata("a" + nasty, "v"))).containsExactly("by-key");
    assertThat(ids(RoomQuery.builder().roomIdStartsWith("p" + nasty))).containsExactly("p" + nasty);
    assertThat(ids(RoomQuery.builder().roomIdStartsWith("p" + nasty).metadata("k", nasty)))
        .isEmpty();
  }

  @Test
  void listWhenFilteredByAccessesThenUserAndGroupsAreAlternatives() {
    create("u", RoomAccesses.none().allowUser("al&ice", Permission.READ));
    create("g", RoomAccesses.none().allowGroup("dev", Permission.READ));
    create("h", RoomAccesses.none().allowGroup("ops", Permission.READ));
    context.rooms.create(NewRoom.builder("o").organizationId("ac me").build());

    assertThat(ids(RoomQuery.builder().userId("al&ice"))).containsExactly("u");
    assertThat(ids(RoomQuery.builder().groupIds("dev"))).containsExactly("g");
    assertThat(ids(RoomQuery.builder().userId("al&ice").groupIds(List.of("dev")).groupIds("ops")))
        .containsExactly("h", "g", "u");
    assertThat(ids(RoomQuery.builder().organizationId("ac me"))).containsExactly("o");
    assertThat(ids(RoomQuery.builder())).containsExactly("o", "h", "g", "u");
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

    Page<Room> first = context.rooms.list(RoomQuery.builder().pageSize(2).build());
    String cursor = first.nextCursor().orElseThrow();
    Page<Room> second =
        context
            .rooms
            .listAsync(RoomQuery.builder().pageSize(2).startingAfter(cursor).build())
            .join();

    assertThat(first.items()).extracting(Room::id).containsExactly("c", "b");
    assertThat(second.items()).extracting(Room::id).containsExactly("a");
    assertThat(second.nextCursor()).isEmpty();
    assertThat(RoomQuery.builder().startingAfter("a/+=&?b").build().path("a/+=&?b"))
        .isEqualTo("/v2/rooms?startingAfter=a%2F%2B%3D%26%3Fb");
  }

  @Test
  void builderWhenArgumentIsNoneThenRefused() {
    RoomQuery.Builder builder = RoomQuery.builder();

    assertThatThrownBy(() -> builder.pageSize(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.pageSize(101)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.userId("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.groupIds("a,b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comma");
    assertThatThrownBy(() -> builder.metadata("", "v"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.roomIdStartsWith(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(builder.build()).hasToString("RoomQuery[/v2/rooms]");
  }

  private void create(String id, RoomAccesses accesses) {
    Room unused = context.rooms.create(NewRoom.builder(id).accesses(accesses).build());
  }

  private List<String> ids(RoomQuery.Builder query) {
    return context.rooms.list(query.build()).items().stream().map(Room::id).toList();
  }
}
