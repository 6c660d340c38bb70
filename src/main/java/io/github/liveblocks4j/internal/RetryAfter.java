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
    String text = header.strip();
    try {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    } catch (NumberFormatException e) {
      return date(text, clock);
    }
  }

  private static Optional<Duration> date(String text, Clock clock) {
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(bounded(Duration.between(clock.instant(), date)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration delay) {
    Duration positive = delay.isNegative() ? Duration.ZERO : delay;
    return positive.compareTo(LONGEST) > 0 ? LONGEST : positive;
  }
}
