package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

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
  void requireValidWhenOneBaseAndOnePerResourceThenInOrder(String scopes) {
    assertThat(valid(scopes)).containsExactly(scopes.split(" ", -1)).isUnmodifiable();
  }

  @ParameterizedTest
  @CsvSource({
    "*:read *:write, '*:read' and '*:write'",
    "*:read room:read, '*:read' and 'room:read'",
    "*:read *:read, '*:read' and '*:read'",
    "*:read feeds:none feeds:write, 'feeds:none' and 'feeds:write'",
    "comments:write, [comments:write] lacks a base permission",
    "room:presence:write, [room:presence:write] lacks a base permission"
  })
  void requireValidWhenRuleIsBrokenThenMessageNamesScopes(String scopes, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> valid(scopes))
        .withMessageStartingWith("entry: " + named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"room:presence:write", "room:presence:write room:presence:write"})
  void requireValidWhenLegacyPresenceIsAddedThenAccepted(String presence) {
    assertThat(valid("room:read " + presence)).containsExactly("room:read", "room:presence:write");
  }

  private static Set<String> valid(String scopes) {
    return Scopes.requireValid("entry", List.of(scopes.split(" ", -1)), scope -> scope);
  }
}
