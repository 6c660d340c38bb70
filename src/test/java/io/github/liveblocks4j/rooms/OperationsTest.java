package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.testing.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operation: what it sends, whether it is retried, and how it fails. */
class OperationsTest {

  private static final boolean RETRIED = true;
  private static final boolean NOT_RETRIED = false;

  @AutoClose private final FakeRooms context = new FakeRooms();

  private static Arguments operation(
      String request, String body, boolean retried, Consumer<FakeRooms> call) {
    return Arguments.of(request, body, retried, call);
  }

  private static Stream<Arguments> operations() {
    NewRoom room = NewRoom.of("new");
    RoomUpdate update = RoomUpdate.none().metadata("a", "b");
    LiveblocksUser bot = LiveblocksUser.of("bot").groupIds("g").userInfo(Map.of("name", "Bot"));
    Duration time = Duration.ofMillis(2_001);
    String newRoom = "{\"id\":\"new\",\"defaultAccesses\":[]}";
    String updated = "{\"metadata\":{\"a\":\"b\"}}";
    String members = "{\"memberIds\":[\"u\"]}";
    return Stream.of(
        operation("POST /v2/rooms", newRoom, NOT_RETRIED, c -> c.rooms.create(room)),
        operation(
            "POST /v2/rooms?idempotent=true", newRoom, RETRIED, c -> c.rooms.getOrCreate(room)),
        operation(
            "POST /v2/rooms/r/upsert",
            "{\"update\":" + updated + "}",
            RETRIED,
            c -> c.rooms.upsert("r", update)),
        operation(
            "POST /v2/rooms/new/upsert",
            "{\"update\":" + updated + ",\"create\":{\"defaultAccesses\":[]}}",
            RETRIED,
            c -> c.rooms.upsert(room, update)),
        operation("GET /v2/rooms/r", "", RETRIED, c -> c.rooms.get("r")),
        operation("GET /v2/rooms/r", "", RETRIED, c -> c.rooms.find("r")),
        operation("POST /v2/rooms/r", updated, RETRIED, c -> c.rooms.update("r", update)),
        operation("DELETE /v2/rooms/r", "", RETRIED, c -> c.rooms.delete("r")),
        operation(
            "POST /v2/rooms/r/update-room-id",
            "{\"newRoomId\":\"s\"}",
            NOT_RETRIED,
            c -> c.rooms.rename("r", "s")),
        operation(
            "POST /v2/rooms/r/update-organization-id",
            "{\"fromOrganizationId\":\"default\",\"toOrganizationId\":\"acme\"}",
            NOT_RETRIED,
            c -> c.rooms.moveToOrganization("r", "default", "acme")),
        operation("GET /v2/rooms/r/prewarm", "", RETRIED, c -> c.rooms.prewarm("r")),
        operation("GET /v2/rooms/r/active-users", "", RETRIED, c -> c.rooms.activeUsers("r")),
        operation(
            "POST /v2/rooms/r/broadcast-event",
            "{\"who\":\"alice\",\"x\":3}",
            NOT_RETRIED,
            c -> c.rooms.broadcast("r", new Moved("alice", 3))),
        operation(
            "POST /v2/rooms/r/presence",
            "{\"userId\":\"bot\",\"ttl\":3,\"data\":{\"who\":\"bot\",\"x\":1},"
                + "\"userInfo\":{\"name\":\"Bot\"}}",
            RETRIED,
            c -> c.rooms.setPresence("r", bot, new Moved("bot", 1), time)),
        operation("GET /v2/rooms", "", RETRIED, c -> c.rooms.list(RoomQuery.all())),
        operation(
            "POST /v2/groups",
            "{\"id\":\"new\"}",
            NOT_RETRIED,
            c -> c.groups.create(NewGroup.of("new"))),
        operation("GET /v2/groups/g", "", RETRIED, c -> c.groups.get("g")),
        operation("GET /v2/groups/g", "", RETRIED, c -> c.groups.find("g")),
        operation(
            "POST /v2/groups/g/add-members",
            members,
            RETRIED,
            c -> c.groups.addMembers("g", List.of("u"))),
        operation(
            "POST /v2/groups/g/remove-members",
            members,
            RETRIED,
            c -> c.groups.removeMembers("g", List.of("u"))),
        operation("DELETE /v2/groups/g", "", RETRIED, c -> c.groups.delete("g")),
        operation("GET /v2/groups?limit=2", "", RETRIED, c -> c.groups.list(2, null)),
        operation(
            "GET /v2/users/u%2F1/groups?limit=20",
            "", RETRIED, c -> c.groups.listByUser("u/1", 20, null)));
  }

  public record Moved(String who, int x) {}

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("operations")
  void sendWhenServiceIsUnavailableThenRetriedIfIdempotent(
      String request, String body, boolean retried, Consumer<FakeRooms> call) {
    context.create("r");
    Group unused = context.groups.create(NewGroup.of("g"));
    context.fake.next(Failure.status(503));

    if (retried) {
      call.accept(context);
      assertThat(context.requests(2)).containsExactly(request, request);
    } else {
      assertThatThrownBy(() -> call.accept(context)).isInstanceOf(LiveblocksApiException.class);
      assertThat(context.requests(2)).containsExactly(request);
    }
    assertThat(context.lastRequest().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"type\":\"room\",\"id\":\"r\"}",
        "{\"id\":1,\"createdAt\":\"2026-11-23T12:00:00Z\"}",
        "{\"id\":\"r\",\"createdAt\":\"yesterday\"}",
        "{\"id\":\"r\",\"createdAt\":\"2026-11-23T12:00:00Z\",\"lastConnectionAt\":\"never\"}",
        "{\"data\":{}}",
        "{\"data\":[1]}",
        "{\"data\":[{}]}",
        "{\"data\":[{\"id\":\"x\"}]}"
      })
  void readWhenBodyIsMalformedThenProtocolException(String body) {
    context.fake.always(Failure.status(200).body(body));
    Map<String, Consumer<FakeRooms>> operations =
        Map.of(
            "GET /v2/rooms/{roomId}", c -> c.rooms.get("r"),
            "a page of rooms", c -> c.rooms.list(RoomQuery.all()),
            "active users", c -> c.rooms.activeUsers("r"),
            "a page of groups", c -> c.groups.list(20, null));

    operations.forEach(
        (name, operation) ->
            assertThatThrownBy(() -> operation.accept(context))
                .isInstanceOf(LiveblocksProtocolException.class)
                .message()
                .containsAnyOf(name, "not with a JSON object"));
    assertThat(context.fake.requests()).hasSize(operations.size());
  }

  @Test
  void findAndDeleteWhenA404IsNotAboutTheRoomThenTheyFail() {
    context.fake.always(Failure.status(404).body("<html>no such page"));

    assertThatThrownBy(() -> context.rooms.find("r"))
        .isInstanceOf(LiveblocksProtocolException.class);
    assertThatThrownBy(() -> context.rooms.delete("r"))
        .isInstanceOf(LiveblocksProtocolException.class);

    context.fake.always(Failure.status(404).body("{\"error\":\"Not Found\"}"));
    assertThatThrownBy(() -> context.groups.find("g")).isInstanceOf(LiveblocksApiException.class);
  }

  @Test
  void deleteWhenResponseIsLostThenRetriedAndNoFailure() {
    context.create("r");
    context.fake.next(Failure.lostResponse());

    assertThat(context.rooms.delete("r")).isFalse();
    assertThat(context.rooms.find("r")).isEmpty();
  }

  @Test
  void argumentsWhenInvalidThenRejectedAndNothingIsSent() {
    RoomQuery all = RoomQuery.all();
    assertRejected(() -> all.pageSize(0));
    assertRejected(() -> all.pageSize(101));
    assertRejected(() -> all.userId(""));
    assertRejected(() -> all.groupIds("g", " "));
    assertRejected(() -> all.groupIds("a,b"));
    assertRejected(() -> all.organizationId(""));
    assertRejected(() -> all.metadata("", "v"));
    assertRejected(() -> all.roomIdStartsWith(""));
    assertRejected(() -> all.startingAfter(""));
    assertRejected(() -> context.rooms.get("."));
    assertRejected(() -> context.groups.delete(".."));
    assertRejected(() -> context.groups.addMembers("g", List.of(" ")));
    assertRejected(() -> context.groups.list(0, null));
    assertRejected(() -> context.groups.list(101, null));
    assertRejected(() -> context.groups.list(20, ""));
    assertRejected(() -> NewGroup.of(" "));
    assertRejected(() -> NewGroup.of("g", ""));
    assertRejected(() -> NewGroup.of("g").organizationId(""));
    assertThat(context.fake.requests()).isEmpty();
  }

  private static void assertRejected(ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call);
  }
}
