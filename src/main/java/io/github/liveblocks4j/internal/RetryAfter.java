package io.github.liveblocks4j.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the header {@code Retry-After}: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  // Whoever asks for more asks for "not today"; and arithmetic on the result cannot overflow.
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** Returns the delay, 0 to a day; empty when the header is malformed. */
  static Optional<Duration> parse(String header, Clock clock) {
    return seconds(header.strip()).or(() -> date(header.strip(), clock)).map(RetryAfter::bounded);
  }

  private static Optional<Duration> seconds(String text) {
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(String text, Clock clock) {
    try {
      return Optional.of(
          Duration.between(
              clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration delay) {
    if (delay.isNegative()) {
      return Duration.ZERO;
    }
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
