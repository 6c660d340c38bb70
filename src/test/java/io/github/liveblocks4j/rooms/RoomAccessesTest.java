package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.Permission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoomAccessesTest {

  @Test
  void allowWhenCalledThenTheOldAccessesStay() {
    RoomAccesses old = RoomAccesses.none().allowUser("a", Permission.READ);

    RoomAccesses both = old.allowUser("b", Permission.WRITE).allowUser("a", Permission.WRITE);

    assertThat(old.usersAccesses()).containsOnlyKeys("a").isUnmodifiable();
    assertThat(both)
        .isEqualTo(
            RoomAccesses.none().allowUser("b", Permission.WRITE).allowUser("a", Permission.WRITE))
        .isNotEqualTo(old)
        .hasToString(
            "RoomAccesses[defaultAccesses=[], groupsAccesses={},"
                + " usersAccesses={a=[*:write], b=[*:write]}]");
  }

  @Test
  void updateWhenEntryIsSetAgainThenTheLaterCounts() {
    RoomUpdate update =
        RoomUpdate.of(RoomAccesses.none().allowUser("a", Permission.READ))
            .allowUser("b", Permission.READ)
            .removeUser("b")
            .metadata("name", "Alice");

    assertThat(update)
        .isEqualTo(
            RoomUpdate.none()
                .metadata("name", "Alice")
                .removeUser("b")
                .allowUser("a", Permission.READ)
                .allowEveryone())
        .isNotEqualTo(RoomUpdate.none())
        .hasToString(
            "RoomUpdate[defaultAccesses=[], groupsAccesses={},"
                + " usersAccesses={a=[*:read], b=null}, metadata of [name]]");
  }

  private static Stream<Arguments> invalid() {
    RoomAccesses none = RoomAccesses.none();
    RoomUpdate update = RoomUpdate.none();
    Permission feeds = Permission.FEEDS_READ;
    return Stream.of(
        invalid(
            "usersAccesses 'bob': [comments:read] lacks a base permission; add *:read or *:write",
            () -> none.allowUser("bob", Permission.COMMENTS_READ)),
        invalid(
            "groupsAccesses 'g': '*:read' and '*:write' concern the same resource; keep one of"
                + " them",
            () -> none.allowGroup("g", Permission.READ, Permission.WRITE)),
        invalid("defaultAccesses: [feeds:read]", () -> none.allowEveryone(feeds)),
        invalid("defaultAccesses: [feeds:read]", () -> update.allowEveryone(feeds)),
        invalid("usersAccesses 'bob': ", () -> update.allowUser("bob", feeds)),
        invalid("groupsAccesses 'g': ", () -> update.allowGroup("g", feeds)),
        invalid("an id in usersAccesses", () -> none.allowUser(" ", Permission.READ)),
        invalid("an id in groupsAccesses", () -> update.removeGroup("")),
        invalid("a metadata key", () -> update.removeMetadata(" ")),
        invalid("metadata must be strings", () -> new RoomMetadata(Map.of("k", List.of(1)))));
  }

  private static Arguments invalid(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void allowWhenInvalidThenMessageNamesTheEntry(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(message);
  }
}
