package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "0,0",
    " 7 ,7",
    "-7,0",
    "86401,86400",
    "9223372036854775807,86400",
    "'Tue, 24 Nov 2026 12:00:09 GMT',9",
    "'Tue, 24 Nov 2026 11:00:00 GMT',0",
    "'Fri, 31 Dec 9999 23:59:59 GMT',86400"
  })
  void parseWhenItIsSecondsOrADateThenBounded(String header, int seconds) {
    assertThat(RetryAfter.parse(header, CLOCK)).hasValue(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "1.5", "9223372036854775808", "Tue, 24 Nov 2026", "1e9"})
  void parseWhenItIsMalformedThenEmpty(String header) {
    assertThat(RetryAfter.parse(header, CLOCK)).isEmpty();
  }

  @Test
  void parseWhenItIsVeryLongThenEmpty() {
    assertThat(RetryAfter.parse("9".repeat(100_000), CLOCK)).isEmpty();
  }
}
