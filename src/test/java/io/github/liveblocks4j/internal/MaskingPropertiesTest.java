package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Secrets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MaskingPropertiesTest {

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.of(
        Secrets.KEY,
        Secrets.KEY.replace("prod", "dev"),
        Secrets.KEY.replace("prod", "localdev"),
        Secrets.TOKEN,
        Secrets.WEBHOOK_SECRET,
        "Bearer topsecret-topsecret-topsecret");
  }

  /** What can stand around a secret, and even touch it. */
  @Provide
  Arbitrary<String> surroundings() {
    return Arbitraries.strings()
        .ascii()
        .withChars("_-.=%\"\n\u2028\u202e\ud800")
        .ofMaxLength(200)
        .filter(text -> Secrets.leakIn(text).isEmpty());
  }

  @Property(tries = 500)
  void secretNeverGetsThrough(
      @ForAll("surroundings") String before,
      @ForAll("secrets") String secret,
      @ForAll("surroundings") String after,
      @ForAll @IntRange(min = 1, max = 600) int maxLength) {
    String text = before + secret + after;

    assertThat(Secrets.leakIn(Masking.text(text, maxLength))).isEmpty();
    assertThat(Secrets.leakIn(Masking.quoted(text))).isEmpty();
    String line = Masking.line(text, maxLength);
    assertThat(Secrets.leakIn(line)).isEmpty();
    assertThat(line)
        .hasSizeLessThanOrEqualTo(maxLength + 1)
        .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
  }
}
