package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MaskedThrowableTest {

  private static Throwable masked(Throwable original) {
    return Objects.requireNonNull(MaskedThrowable.of(original));
  }

  private static String printed(Throwable throwable) {
    StringWriter text = new StringWriter();
    throwable.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void ofWhenNoMessageHasASecretThenIsTheSame() {
    Exception original = new IllegalStateException("directory is down", new Exception());
    assertThat(MaskedThrowable.of(original)).isSameAs(original);
    assertThat(MaskedThrowable.of(null)).isNull();
  }

  @Test
  void ofWhenACauseHasASecretThenIsMaskedWithItsStackTrace() {
    Exception cause = new IllegalArgumentException("key=sk_prod_topsecret");
    Exception original = new IllegalStateException("directory is down", cause);
    original.addSuppressed(new Exception("Bearer sk_dev_topsecret"));

    Throwable masked = masked(original);

    assertThat(masked.getStackTrace()).isEqualTo(original.getStackTrace());
    assertThat(printed(masked))
        .contains("java.lang.IllegalStateException: directory is down")
        .contains("java.lang.IllegalArgumentException: key=sk_***")
        .contains("Suppressed")
        .doesNotContain("topsecret");
  }

  @Test
  @Timeout(10)
  void ofWhenCausesGoInACircleThenEnds() {
    Exception first = new Exception("first");
    Exception second = new Exception("sk_prod_topsecret", first);
    first.initCause(second);

    assertThat(printed(masked(first))).contains("first", "sk_***").doesNotContain("topsecret");
    assertThat(MisconfiguredException.because("cannot start", first))
        .hasMessageContaining("cannot");
  }
}
