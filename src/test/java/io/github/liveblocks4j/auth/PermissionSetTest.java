package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionSetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:read",
        "room:write",
        "*:write comments:none",
        "storage:read *:read comments:write comments:public:none comments:private:read feeds:none",
        "room:read room:presence:write",
        "*:read scopes.2030:of-tomorrow:write"
      })
  void copyOfWhenOneBaseAndOnePerResourceThenHoldsThemInOrder(String scopes) {
    assertThat(PermissionSet.copyOf(split(scopes)).scopes()).containsExactly(scopes.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "*:read *:write, '*:read' and '*:write'",
    "*:read room:read, '*:read' and 'room:read'",
    "*:read *:read, '*:read' and '*:read'",
    "*:read feeds:none feeds:write, 'feeds:none' and 'feeds:write'",
    "comments:write, lacks a base permission",
    "room:presence:write, lacks a base permission"
  })
  void copyOfWhenRuleIsBrokenThenMessageNamesThePermissions(String scopes, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PermissionSet.copyOf(split(scopes)))
        .withMessageContaining(named);
  }

  @Test
  void copyOfWhenLegacyPresenceIsRepeatedThenAccepted() {
    assertThat(PermissionSet.copyOf(split("room:read room:presence:write room:presence:write")))
        .containsExactly(Permission.ROOM_READ, Permission.ROOM_PRESENCE_WRITE);
  }

  @Test
  void ofWhenEmptyThenNone() {
    assertThat(PermissionSet.of()).isSameAs(PermissionSet.none()).isEmpty();
  }

  @Test
  void lenientWhenScopesAreOldOrUnknownThenKeptAndMalformedOnesLeftOut() {
    assertThat(PermissionSet.lenient(List.of("room:read", "*:write", "not a scope", "x", "a:b:c")))
        .containsExactly(Permission.ROOM_READ, Permission.WRITE, Permission.of("a:b:c"));
    assertThat(PermissionSet.lenient(List.of("feeds:read")).scopes()).containsExactly("feeds:read");
  }

  @Test
  void equalsWhenSameElementsThenAsEverySet() {
    PermissionSet set = PermissionSet.of(Permission.READ, Permission.FEEDS_NONE);

    assertThat(set)
        .isEqualTo(Set.of(Permission.FEEDS_NONE, Permission.READ))
        .hasSameHashCodeAs(Set.of(Permission.FEEDS_NONE, Permission.READ))
        .hasToString("[*:read, feeds:none]")
        .contains(Permission.READ)
        .doesNotContain(Permission.WRITE);
  }

  @Test
  void iteratorWhenAskedToRemoveThenRefuses() {
    Iterator<Permission> iterator = PermissionSet.of(Permission.READ).iterator();
    Permission unused = iterator.next();

    assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<Permission> split(String scopes) {
    return Arrays.stream(scopes.split(" ", -1)).map(Permission::of).toList();
  }
}
