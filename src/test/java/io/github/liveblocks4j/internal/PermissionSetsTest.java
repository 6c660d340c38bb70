package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionSetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:read",
        "room:write",
        "*:write comments:none",
        "storage:read *:read comments:write comments:public:none comments:private:read feeds:none",
        "room:read room:presence:write",
        "room:read room:presence:write room:presence:write",
        "*:read scopes.2030:of-tomorrow:write"
      })
  void requireValidWhenOneBaseAndOnePerResourceThenTaken(String scopes) {
    assertThatCode(() -> PermissionSets.requireValid("where", split(scopes)))
        .doesNotThrowAnyException();
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
  void requireValidWhenRuleIsBrokenThenMessageNamesTheEntry(String scopes, String named) {
    assertThatThrownBy(() -> PermissionSets.requireValid("usersAccesses 'bob'", split(scopes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("usersAccesses 'bob'");
  }

  @Test
  void requireValidOrEmptyWhenEmptyThenTaken() {
    assertThatCode(() -> PermissionSets.requireValidOrEmpty("where", List.of()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> PermissionSets.requireValid("where", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> split(String scopes) {
    return Arrays.asList(scopes.split(" ", -1));
  }
}
