package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.support.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, permissions and tokens: which text they accept, and what it says. */
class SessionTest {

  @Test
  void allowWhenCalledThenTheOldSessionStays() {
    Session one = Session.none().allow("a", Permission.READ);
    Session two = one.allowPrefix("b", Permission.WRITE, Permission.COMMENTS_READ);

    assertThat(Session.none().isEmpty()).isTrue();
    assertThat(one.toPermissions()).containsExactly(Map.entry("a", List.of("*:read")));
    assertThat(two.toPermissions())
        .containsExactly(
            Map.entry("a", List.of("*:read")),
            Map.entry("b*", List.of("*:write", "comments:read")));
    assertThat(two)
        .isNotEqualTo(one)
        .hasToString("Session{a=[*:read], b*=[*:write, comments:read]}");
    Session all = two.allowAll(Permission.READ);
    assertThat(all.toPermissions()).containsOnlyKeys("a", "b*", "*");
    assertThat(all.covers("anything")).isTrue();
  }

  @Test
  void allowWhenInvalidThenMessageSaysWhatToDo() {
    Session one = Session.none().allow("a", Permission.READ);
    Session ten = one;
    for (int i = 1; i < 10; i++) {
      ten = ten.allow("room" + i, Permission.READ);
    }
    Session full = ten;
    assertInvalid("'room10' would be the 11th", () -> full.allow("room10", Permission.READ));
    assertInvalid("'a' is granted already", () -> one.allow("a", Permission.WRITE));
    assertInvalid("'b': [] lacks a base permission", () -> one.allow("b"));
    assertInvalid(
        "'acme:*' is not a room id that can be granted: it must not contain '*'. Grant exactly"
            + " one room with allow(roomId, …), rooms with a common prefix with"
            + " allowPrefix(\"acme:\", …), every room with allowAll(…)",
        () -> one.allow("acme:*", Permission.WRITE));
    assertInvalid("allowAll(…) says so", () -> one.allowPrefix("", Permission.READ));
    assertInvalid("128 characters, has 129", () -> one.allow("x".repeat(129), Permission.READ));
  }

  private static void assertInvalid(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "write", "*:", ":read", "*:WRITE", "rooms write", "a:b\n"})
  void permissionWhenMalformedThenRejected(String scope) {
    assertThatIllegalArgumentException().isThrownBy(() -> Permission.of(scope));
  }

  /** Untrusted input: any characters, many of those that are special here. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .withChars("a:*\n\u0000\u007f\u0085\ud800\udfff")
        .ofMaxLength(140)
        .edgeCases(
            edges ->
                edges.add(
                    "*",
                    "a*",
                    "x*\nWARN forged " + "y".repeat(1_000),
                    "",
                    "r".repeat(128),
                    "r".repeat(129),
                    "\ud83d\ude00"));
  }

  @Property
  void roomIsAcceptedWhereItCanBeGrantedAlone(@ForAll("texts") String text) {
    if (isGrantable(text)) {
      assertThat(Session.none().allow(text, Permission.READ).toPermissions()).containsKey(text);
      assertThat(Session.none().allowPrefix(text, Permission.READ).toPermissions())
          .containsKey(text + "*");
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Session.none().allow(text, Permission.READ))
          .satisfies(e -> Secrets.assertSafe(e, 500));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Session.none().allowPrefix(text, Permission.READ));
    }
  }

  private static boolean isGrantable(String text) {
    return text.length() >= 1
        && text.length() <= 128
        && !text.contains("*")
        && text.chars().noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0))
        && new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  @Property
  void grantOfARoomCoversThatRoomAlone(
      @ForAll("texts") String room, @ForAll("texts") String other) {
    if (isGrantable(room)) {
      Session session = Session.none().allow(room, Permission.WRITE);
      assertThat(session.covers(room)).isTrue();
      assertThat(session.covers(other)).isEqualTo(other.equals(room));
      assertThat(session.covers(room + other)).isEqualTo(other.isEmpty());
      assertThat(session.permissionsIn(room + "x").access(RoomResource.ROOM))
          .isEqualTo(AccessLevel.NONE);
    }
  }

  @Property
  void prefixCoversWhatBeginsWithIt(@ForAll("texts") String prefix, @ForAll("texts") String other) {
    if (isGrantable(prefix)) {
      Session session = Session.none().allowPrefix(prefix, Permission.READ);
      assertThat(session.covers(prefix + other)).isTrue();
      assertThat(session.covers(other))
          .isEqualTo(
              other.length() >= prefix.length()
                  && other.substring(0, prefix.length()).equals(prefix));
    }
  }

  @Property(tries = 5_000)
  void tokenIsAcceptedWhereItHasTheFormOfAJwt(
      @ForAll
          @CharRange(from = 'a', to = 'b')
          @Chars({'.', '.', '.', 'Z', '0', '9', '-', '_', '=', '/', ' ', 'é', '\n'})
          @StringLength(max = 12)
          String text) {
    if (text.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*")) {
      assertThat(AuthToken.of(text).value()).isEqualTo(text);
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AuthToken.of(text))
          .withMessage("not a token: expected the three parts of a JWT");
    }
  }
}
