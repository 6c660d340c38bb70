package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.support.Secrets;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoomPatternPropertiesTest {

  /** Untrusted input: any characters, many of those that are special here. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .withChars("a:*\n\u0000\u007f\u0085\ud800\udfff")
        .ofMaxLength(140)
        .edgeCases(
            edges -> edges.add("*", "a*", "", "r".repeat(128), "r".repeat(129), "\ud83d\ude00"));
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
          .satisfies(e -> assertThat(Secrets.leakIn(e.toString())).isEmpty());
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
}
