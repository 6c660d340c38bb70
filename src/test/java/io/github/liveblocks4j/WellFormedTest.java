package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.rooms.NewGroup;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.RoomMetadata;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An unpaired surrogate would reach Liveblocks as a question mark, and two users that differ here
 * would be one there: nothing that has one is sent, wherever it stands.
 */
class WellFormedTest {

  private static final List<String> MALFORMED =
      List.of("echo\ud800", "echo\udfff", "\ud800echo", "\udc00\ud800", "\ud83d\ud83d\ude00");

  @RegisterExtension static final FakeLiveblocksExtension EXTENSION = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = EXTENSION.fake();
  private final Liveblocks liveblocks = EXTENSION.client();

  private static Named<BiConsumer<Liveblocks, String>> place(
      String name, BiConsumer<Liveblocks, String> send) {
    return Named.of(name, send);
  }

  private static Stream<Named<BiConsumer<Liveblocks, String>>> places() {
    LiveblocksUser alice = LiveblocksUser.of("alice");
    RoomUpdate update = RoomUpdate.none().metadata("a", "b");
    Duration ttl = Duration.ofSeconds(9);
    return Stream.of(
        place("secret key", (lb, text) -> Liveblocks.builder().secretKey("sk_" + text)),
        place("user id", (lb, text) -> LiveblocksUser.of(text)),
        place("group id", (lb, text) -> alice.groupIds("g", text)),
        place("organization id", (lb, text) -> alice.organizationId(text)),
        place("info value", (lb, text) -> lb.identifyUser(alice.userInfo(Map.of("name", text)))),
        place("info key", (lb, text) -> lb.identifyUser(alice.userInfo(Map.of(text, 1)))),
        place("granted room", (lb, text) -> Session.none().allow(text, Permission.READ)),
        place("granted prefix", (lb, text) -> Session.none().allowPrefix(text, Permission.READ)),
        place("permission", (lb, text) -> Permission.of(text + ":read")),
        place("room id of get", (lb, text) -> lb.rooms().get(text)),
        place("room id of find", (lb, text) -> lb.rooms().find(text)),
        place("room id of update", (lb, text) -> lb.rooms().update(text, update)),
        place("room id of broadcast", (lb, text) -> lb.rooms().broadcast(text, 1)),
        place("new room id", (lb, text) -> NewRoom.of(text)),
        place("room's organization", (lb, text) -> NewRoom.of("r").organizationId(text)),
        place("renamed room", (lb, text) -> lb.rooms().rename("r", text)),
        place("metadata key", (lb, text) -> NewRoom.of("r").metadata(text, "v")),
        place("metadata value", (lb, text) -> NewRoom.of("r").metadata("k", text)),
        place("metadata list", (lb, text) -> NewRoom.of("r").metadata("k", List.of("v", text))),
        place("updated metadata key", (lb, text) -> update.metadata(text, "v")),
        place("updated metadata value", (lb, text) -> update.metadata("k", text)),
        place("updated metadata list", (lb, text) -> update.metadata("k", List.of(text))),
        place("removed metadata", (lb, text) -> update.removeMetadata(text)),
        place(
            "metadata given whole",
            (lb, text) ->
                lb.rooms()
                    .create(
                        new NewRoom(
                            "r", RoomAccesses.none(), new RoomMetadata(Map.of("k", text)), null))),
        place("accesses' group", (lb, text) -> RoomAccesses.none().allowGroup(text)),
        place("accesses' user", (lb, text) -> RoomAccesses.none().allowUser(text)),
        place("updated group", (lb, text) -> update.allowGroup(text)),
        place("updated user", (lb, text) -> update.allowUser(text)),
        place("removed user", (lb, text) -> update.removeUser(text)),
        place("listed user", (lb, text) -> RoomQuery.all().userId(text)),
        place("listed group", (lb, text) -> RoomQuery.all().groupIds(text)),
        place("listed organization", (lb, text) -> RoomQuery.all().organizationId(text)),
        place("listed prefix", (lb, text) -> RoomQuery.all().roomIdStartsWith(text)),
        place("listed metadata key", (lb, text) -> RoomQuery.all().metadata(text, "v")),
        place("listed metadata value", (lb, text) -> RoomQuery.all().metadata("k", text)),
        place("cursor", (lb, text) -> lb.groups().list(20, text)),
        place("event", (lb, text) -> lb.rooms().broadcast("r", List.of(text))),
        place("presence", (lb, text) -> lb.rooms().setPresence("r", alice, Map.of("k", text), ttl)),
        place(
            "info of presence",
            (lb, text) ->
                lb.rooms().setPresence("r", alice.userInfo(Map.of("k", text)), Map.of(), ttl)),
        place("new group id", (lb, text) -> NewGroup.of(text)),
        place("new group's member", (lb, text) -> NewGroup.of("g", text)),
        place("new group's organization", (lb, text) -> NewGroup.of("g").organizationId(text)),
        place("added member", (lb, text) -> lb.groups().addMembers("g", Set.of(text))),
        place("removed member", (lb, text) -> lb.groups().removeMembers("g", Set.of(text))),
        place("group id", (lb, text) -> lb.groups().delete(text)),
        place("member's groups", (lb, text) -> lb.groups().iterateByUser(text)),
        place("path variable", (lb, text) -> lb.call("GET", "/v2/{x}").variable("x", text)),
        place("query name", (lb, text) -> lb.call("GET", "/v2/x").query(text, 1)),
        place("query value", (lb, text) -> lb.call("GET", "/v2/x").query("x", text)),
        place("path template", (lb, text) -> lb.call("GET", "/v2/" + text)),
        place("body", (lb, text) -> lb.call("POST", "/v2/x").body(Map.of("k", List.of(text)))));
  }

  @ParameterizedTest
  @MethodSource("places")
  void sendWhenTextHasAnUnpairedSurrogateThenRefusedAndNothingIsSent(
      BiConsumer<Liveblocks, String> place) {
    for (String text : MALFORMED) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> place.accept(liveblocks, text))
          .satisfies(
              refusal ->
                  assertThat(String.valueOf(refusal.getMessage()).codePoints())
                      .noneMatch(WellFormedTest::isHalf));
    }
    assertThat(fake.requests()).isEmpty();
  }

  private static boolean isHalf(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }
}
