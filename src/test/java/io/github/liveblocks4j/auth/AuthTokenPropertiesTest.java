package io.github.liveblocks4j.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class AuthTokenPropertiesTest {

  @Property(tries = 5_000)
  void ofWhenItHasTheFormOfAJwtThenAndOnlyThenIsAToken(
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
