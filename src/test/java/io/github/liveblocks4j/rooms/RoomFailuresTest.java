package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.testing.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomFailuresTest {

  private static final String ERROR =
      """
      {"error":"SOME_CODE","message":"What is wrong.","suggestion":"What to do.",\
      "docs":"https://liveblocks.io/docs/x","details":[1,2]}""";

  private final FakeRooms context = new FakeRooms();

  @AfterEach
  void close() {
    context.close();
  }

  /** A call, and whether it may be sent twice. */
  private static Arguments call(
      String name, boolean idempotent, Function<FakeRooms, CompletableFuture<?>> call) {
    return Arguments.of(Named.of(name, call), idempotent);
  }

  private static Stream<Arguments> calls() {
    NewRoom room = NewRoom.of("new");
    RoomUpdate update = RoomUpdate.none().metadata("a", "b");
    return Stream.of(
        call("create", false, c -> c.rooms.async().create(room)),
        call("getOrCreate", true, c -> c.rooms.async().getOrCreate(room)),
        call("upsert", true, c -> c.rooms.async().upsert("r", update)),
        call("get", true, c -> c.rooms.async().get("r")),
        call("find", true, c -> c.rooms.async().find("r")),
        call("update", true, c -> c.rooms.async().update("r", update)),
        call("delete", true, c -> c.rooms.async().delete("r")),
        call("rename", false, c -> c.rooms.async().rename("r", "s")),
        call("prewarm", true, c -> c.rooms.async().prewarm("r")),
        call("activeUsers", true, c -> c.rooms.async().activeUsers("r")),
        call("broadcast", false, c -> c.rooms.async().broadcast("r", 1)),
        call(
            "setPresence",
            true,
            c ->
                c.rooms
                    .async()
                    .setPresence("r", LiveblocksUser.of("u"), Map.of(), Duration.ofSeconds(9))),
        call("list", true, c -> c.rooms.async().list(RoomQuery.all())),
        call("groups.create", false, c -> c.groups.async().create(NewGroup.of("new"))),
        call("groups.get", true, c -> c.groups.async().get("g")),
        call("groups.find", true, c -> c.groups.async().find("g")),
        call("groups.addMembers", true, c -> c.groups.async().addMembers("g", List.of("u"))),
        call("groups.removeMembers", true, c -> c.groups.async().removeMembers("g", List.of("u"))),
        call("groups.delete", true, c -> c.groups.async().delete("g")),
        call("groups.list", true, c -> c.groups.async().list(PageRequest.first())),
        call(
            "groups.listByUser", true, c -> c.groups.async().listByUser("u", PageRequest.first())));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callWhenServiceIsUnavailableThenRetriedOnlyWhereThatIsSafe(
      Function<FakeRooms, CompletableFuture<?>> call, boolean idempotent) {
    context.create("r");
    Group unused = context.groups.create(NewGroup.of("g"));
    context.fake.next(Failure.status(503).body(ERROR));

    CompletableFuture<?> result = call.apply(context);

    if (idempotent) {
      assertThat(result).succeedsWithin(Duration.ofSeconds(10));
      assertThat(context.fake.requests()).hasSize(4);
    } else {
      assertThat(failureOf(result).isTransient()).isTrue();
      assertThat(context.fake.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callWhenRateLimitIsMetThenRetriedInAnyCase(
      Function<FakeRooms, CompletableFuture<?>> call, boolean idempotent) {
    context.create("r");
    Group unused = context.groups.create(NewGroup.of("g"));
    context.fake.next(Failure.status(429).header("Retry-After", "0"));

    assertThat(call.apply(context)).succeedsWithin(Duration.ofSeconds(10));
    assertThat(context.fake.requests()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callWhenLiveblocksRespondsWithAnErrorThenNothingOfItIsLost(
      Function<FakeRooms, CompletableFuture<?>> call, boolean idempotent) {
    for (int status : new int[] {400, 401, 403, 404, 409, 422, 501}) {
      context.fake.next(Failure.status(status).body(ERROR));

      LiveblocksApiException failure = (LiveblocksApiException) failureOf(call.apply(context));

      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.code()).contains("SOME_CODE");
      assertThat(failure.apiMessage()).contains("What is wrong.");
      assertThat(failure.suggestion()).contains("What to do.");
      assertThat(failure.docs()).contains("https://liveblocks.io/docs/x");
      assertThat(failure.body()).isEqualTo(ERROR);
      assertThat(failure.isTransient()).isFalse();
    }
    assertThat(context.fake.requests()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "<html>",
        "{}",
        "{\"type\":\"room\",\"id\":\"r\"}",
        "{\"id\":1,\"createdAt\":\"2026-11-23T12:00:00Z\"}",
        "{\"id\":\"r\",\"createdAt\":\"yesterday\"}",
        "{\"id\":\"r\",\"createdAt\":\"2026-11-23T12:00:00Z\",\"lastConnectionAt\":\"never\"}",
        "{\"id\":\"r\",\"createdAt\":\"2026-11-23T12:00:00Z\"} {}"
      })
  void getWhenBodyIsMalformedThenProtocolException(String body) {
    context.fake.next(Failure.status(200).body(body));

    assertThatThrownBy(() -> context.rooms.get("r"))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("GET /v2/rooms/r");
    assertThat(context.fake.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":{}}",
        "{\"data\":[1]}",
        "{\"data\":[{}]}",
        "{\"data\":[{\"id\":\"x\"}]}"
      })
  void listsWhenBodyIsMalformedThenProtocolException(String body) {
    context.fake.always(Failure.status(200).body(body));

    assertThatThrownBy(() -> context.rooms.list(RoomQuery.all()))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("a page of rooms");
    assertThatThrownBy(() -> context.rooms.activeUsers("r"))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("active users");
    assertThatThrownBy(() -> context.groups.list(PageRequest.first()))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("a page of groups");
  }

  @Test
  void findAndDeleteWhenA404IsNotAboutTheRoomThenItIsAFailure() {
    context.fake.always(Failure.status(404).body("<html>no such page"));

    assertThatThrownBy(() -> context.rooms.find("r"))
        .isInstanceOf(LiveblocksProtocolException.class);
    assertThatThrownBy(() -> context.rooms.delete("r"))
        .isInstanceOf(LiveblocksProtocolException.class);

    context.fake.always(Failure.status(404).body("{\"error\":\"Not Found\"}"));
    assertThatThrownBy(() -> context.groups.find("g")).isInstanceOf(LiveblocksApiException.class);
  }

  @Test
  void createWhenRoomExistsThenConflictWithLiveblocksOwnWords() {
    context.create("r");

    LiveblocksApiException failure =
        catchThrowableOfType(LiveblocksApiException.class, () -> context.create("r"));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.code()).contains("ROOM_ALREADY_EXISTS");
    assertThat(failure.apiMessage()).contains("Room with id \"r\" already exists.");
  }

  @Test
  void createWhenResponseIsLostThenNotRetried() {
    context.create("warm the connection up");
    context.fake.next(Failure.lostResponse());

    assertThatThrownBy(() -> context.create("r"))
        .isInstanceOf(LiveblocksUnavailableException.class);
    assertThat(context.fake.requests()).hasSize(2);
    assertThat(context.rooms.find("r")).isPresent();
  }

  @Test
  void everyBlockingFormWhenThereIsNoRoomThenItThrowsWhatTheFutureHolds() {
    RoomUpdate update = RoomUpdate.none().metadata("a", "b");
    List<Consumer<Rooms>> calls =
        List.of(
            rooms -> rooms.get("none"),
            rooms -> rooms.update("none", update),
            rooms -> rooms.rename("none", "other"),
            rooms -> rooms.prewarm("none"),
            rooms -> rooms.activeUsers("none"),
            rooms -> rooms.broadcast("none", 1),
            rooms ->
                rooms.setPresence("none", LiveblocksUser.of("u"), Map.of(), Duration.ofSeconds(9)));

    assertThat(calls)
        .allSatisfy(
            call ->
                assertThatThrownBy(() -> call.accept(context.rooms))
                    .isInstanceOfSatisfying(
                        LiveblocksApiException.class,
                        failure -> {
                          assertThat(failure.status()).isEqualTo(404);
                          assertThat(failure.code()).contains("ROOM_NOT_FOUND");
                        }));
  }

  private static LiveblocksException failureOf(CompletableFuture<?> call) {
    try {
      call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LiveblocksException failure) {
        return failure;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the call has succeeded");
  }
}
