package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Secrets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk_prod_SECRET",
        "key=sk_dev_SECRET",
        "key=lbs_SECRET",
        "\"sk_localdev_SECRET\"",
        "https://x/?key=sk_x_SECRET&a=b",
        "LIVEBLOCKS_KEY_sk_other_SECRET",
        "%22sk_prod_SECRET%22",
        "whsec_SECRET+/SECRET==",
        "xwhsec_SECRET",
        "Authorization: Bearer SECRET-SECRET-SECRET",
        "bearer  SECRET-SECRET-SECRET",
        "Bearer: SECRET.SECRET.SECRET",
        "Bearer sk_prod_SECRET",
        "com.example.sk_prod_SECRET"
      })
  void lineWhenItHasAKeyThenItIsMasked(String text) {
    assertThat(Masking.line(text, 1_000))
        .doesNotContain("SECRET-", "SECRET.", "prod_S", "_SECRET")
        .contains("***");
    assertThat(Masking.quoted(text)).doesNotContain("prod_S").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task_id=7",
        "disk_full",
        "pk_dev_public",
        "Bearer authentication failed",
        "eyJ",
        "a.b.c"
      })
  void lineWhenItHasNoSecretThenItStays(String text) {
    assertThat(Masking.line(text, 1_000)).isEqualTo(text);
  }

  @Test
  void lineWhenTextTriesToForgeOneThenItIsOneLine() {
    String line = Masking.line("a\r\nb\u0085c\u2028d\u2029e\u001b[31mf\u009bg\u202eh", 1_000);
    assertThat(line).isEqualTo("a b c d e [31mf g h");
  }

  @Test
  void lineWhenTextIsNotWellFormedThenReplaced() {
    assertThat(Masking.line("a\ud800b", 10)).isEqualTo("a\ufffdb");
    assertThat(Masking.line("a\ud83d\ude00b", 10)).isEqualTo("a\ud83d\ude00b");
    assertThat(Masking.line("a\ud83d\ude00b", 2)).isEqualTo("a\ufffd…");
  }

  @Test
  void quotedWhenValueIsLongThenBounded() {
    assertThat(Masking.quoted("x".repeat(1_000_000)))
        .hasSizeLessThan(200)
        .startsWith("'x")
        .endsWith("…'");
  }

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
