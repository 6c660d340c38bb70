package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.Permission;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

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

  @Test
  void allowWhenInvalidThenMessageNamesTheEntry() {
    RoomAccesses none = RoomAccesses.none();
    RoomUpdate update = RoomUpdate.none();
    Permission feeds = Permission.FEEDS_READ;
    assertInvalid(
        "usersAccesses 'bob': [comments:read] lacks a base permission; add *:read or *:write",
        () -> none.allowUser("bob", Permission.COMMENTS_READ));
    assertInvalid(
        "groupsAccesses 'g': '*:read' and '*:write' concern the same resource; keep one of"
            + " them",
        () -> none.allowGroup("g", Permission.READ, Permission.WRITE));
    assertInvalid("defaultAccesses: [feeds:read]", () -> none.allowEveryone(feeds));
    assertInvalid("defaultAccesses: [feeds:read]", () -> update.allowEveryone(feeds));
    assertInvalid("usersAccesses 'bob': ", () -> update.allowUser("bob", feeds));
    assertInvalid("groupsAccesses 'g': ", () -> update.allowGroup("g", feeds));
    assertInvalid("an id in usersAccesses", () -> none.allowUser(" ", Permission.READ));
    assertInvalid("an id in groupsAccesses", () -> update.removeGroup(""));
    assertInvalid("a metadata key", () -> update.removeMetadata(" "));
    assertInvalid("metadata must be strings", () -> new RoomMetadata(Map.of("k", List.of(1))));
  }

  private static void assertInvalid(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(message);
  }
}
