package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

  @Test
  void allowWhenCalledThenLeavesTheOldSessionAsItWas() {
    Session one = Session.none().allow("a", Permission.READ);
    Session two = one.allowPrefix("b", Permission.WRITE, Permission.COMMENTS_READ);

    assertThat(Session.none().isEmpty()).isTrue();
    assertThat(one.toPermissions()).containsExactly(java.util.Map.entry("a", List.of("*:read")));
    assertThat(two.toPermissions())
        .containsExactly(
            java.util.Map.entry("a", List.of("*:read")),
            java.util.Map.entry("b*", List.of("*:write", "comments:read")));
    assertThat(two)
        .isNotEqualTo(one)
        .hasToString("Session{a=[*:read], b*=[*:write, comments:read]}");
  }

  @Test
  void allowWhenItIsTheEleventhPatternThenRefuses() {
    Session session = Session.none();
    for (int i = 0; i < 10; i++) {
      session = session.allow("room" + i, Permission.READ);
    }
    Session full = session;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.allow("room10", Permission.READ))
        .withMessageContaining("'room10' would be the 11th");
  }

  @Test
  void allowWhenThePatternIsGrantedAlreadyThenRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow("a", Permission.READ).allow("a", Permission.WRITE))
        .withMessageContaining("granted already");
  }

  @Test
  void allowWhenThePermissionsAreNoValidSetThenNamesTheEntry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow("a"))
        .withMessageContaining("lacks a base permission");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow("a", Permission.COMMENTS_READ))
        .withMessageContaining("[comments:read] lacks a base permission");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow("a", Permission.READ, Permission.ROOM_WRITE))
        .withMessageContaining("'*:read' and 'room:write'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Session.none()
                    .allow("a", Permission.READ, Permission.FEEDS_READ, Permission.FEEDS_NONE))
        .withMessageContaining("'feeds:read' and 'feeds:none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "acme:*",
        "**",
        "a*b",
        "*a",
        "",
        "a\nb",
        "a\u0000",
        "a\u009b",
        "a\ud800",
        "\udfffa",
        "\udc00\ud800"
      })
  void allowWhenTheRoomIdIsNotOneRoomThenRefuses(String roomId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow(roomId, Permission.WRITE))
        .withMessageNotContaining("\n");
  }

  @Test
  void allowWhenTheRoomIdHasAnAsteriskThenNamesTheRemedy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allow("acme:*", Permission.WRITE))
        .withMessageContaining("'acme:*'")
        .withMessageContaining("allowPrefix")
        .withMessageContaining("allowAll");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Session.none().allow("x*\nWARN forged " + "y".repeat(1_000), Permission.READ))
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).doesNotContain("\n").hasSizeLessThan(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme:*", "*", "a*b", "a\r", "a\ud800"})
  void allowPrefixWhenThePrefixIsMalformedThenRefuses(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allowPrefix(prefix, Permission.READ));
  }

  @Test
  void allowPrefixWhenThePrefixIsEmptyThenNamesAllowAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allowPrefix("", Permission.READ))
        .withMessageContaining("allowAll");
  }

  @Test
  void allowWhenTheIdIsTooLongThenRefuses() {
    assertThat(Session.none().allow("x".repeat(128), Permission.READ).isEmpty()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Session.none().allowPrefix("x".repeat(129), Permission.READ))
        .withMessageContaining("at most 128 characters, has 129");
  }

  @Test
  void allowWhenEachKindIsUsedThenTheTokenSaysSo() {
    assertThat(
            Session.none()
                .allow("acme:plans", Permission.WRITE)
                .allowPrefix("acme:", Permission.READ)
                .allowAll(Permission.READ)
                .toPermissions())
        .containsOnlyKeys("acme:plans", "acme:*", "*");
  }

  @Test
  void coversWhenPatternsAreExactOrPrefixesThenFollowsThem() {
    Session session =
        Session.none().allow("exact", Permission.READ).allowPrefix("acme:", Permission.READ);
    assertThat(session.covers("exact")).isTrue();
    assertThat(session.covers("exactly")).isFalse();
    assertThat(session.covers("acme:")).isTrue();
    assertThat(session.covers("acme:plans")).isTrue();
    assertThat(session.covers("acme")).isFalse();
    assertThat(Session.none().allowAll(Permission.READ).covers("anything")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "write", "*:", ":read", "*:WRITE", "rooms write", "a:b\n"})
  void permissionWhenMalformedThenRefuses(String scope) {
    assertThatIllegalArgumentException().isThrownBy(() -> Permission.of(scope));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b", "a..c", "a.b.c.d", "a.b.c\n", "a.\"b\".c", "a b.c.d"})
  void tokenWhenMalformedThenRefusesWithoutQuotingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuthToken.of(text))
        .withMessage("not a token: expected the three parts of a JWT");
  }
}
