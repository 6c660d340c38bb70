package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource({"0,0", " 7 ,7", "-7,0", "86401,86400", "9223372036854775807,86400"})
  void parseWhenItIsSecondsThenBounded(String header, int seconds) {
    assertThat(RetryAfter.parse(header)).hasValue(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "1.5",
        "9223372036854775808",
        "Tue, 24 Nov 2026 12:00:09 GMT",
        "1e9"
      })
  void parseWhenItIsMalformedThenEmpty(String header) {
    assertThat(RetryAfter.parse(header)).isEmpty();
  }

  @Test
  void parseWhenItIsVeryLongThenEmpty() {
    assertThat(RetryAfter.parse("9".repeat(100_000))).isEmpty();
  }
}
