package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.Permission;
import org.junit.jupiter.api.Test;

class RoomAccessesTest {

  @Test
  void allowWhenCalledThenTheOldAccessesStay() {
    RoomAccesses old = RoomAccesses.none().allowUser("a", Permission.READ);

    RoomAccesses both = old.allowUser("b", Permission.WRITE).allowUser("a", Permission.WRITE);

    assertThat(old.usersAccesses()).containsOnlyKeys("a");
    assertThat(both)
        .isEqualTo(
            RoomAccesses.none().allowUser("b", Permission.WRITE).allowUser("a", Permission.WRITE))
        .isNotEqualTo(old)
        .hasToString(
            "RoomAccesses[defaultAccesses=[], groupsAccesses={},"
                + " usersAccesses={a=[*:write], b=[*:write]}]");
  }

  @Test
  void allowWhenSetIsNotValidThenMessageNamesTheEntry() {
    assertThatThrownBy(() -> RoomAccesses.none().allowUser("bob", Permission.COMMENTS_READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "usersAccesses 'bob': [comments:read] lacks a base permission; add *:read or *:write");
    assertThatThrownBy(() -> RoomAccesses.none().allowGroup("g", Permission.READ, Permission.WRITE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("groupsAccesses 'g': '*:read' and '*:write'");
    assertThatThrownBy(() -> RoomAccesses.none().allowEveryone(Permission.FEEDS_READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("defaultAccesses: [feeds:read]");
    assertThatThrownBy(() -> RoomUpdate.none().allowUser("bob", Permission.FEEDS_READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("usersAccesses 'bob': ");
    assertThatThrownBy(() -> RoomAccesses.none().allowUser(" ", Permission.READ))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usersAccesses");
  }
}
