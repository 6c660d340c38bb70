package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.Optional;

/** Reads the header {@code Retry-After} in seconds; a date counts as none. */
final class RetryAfter {

  // Whoever asks for more asks for "not today"; and arithmetic on the result cannot overflow.
  private static final long LONGEST = Duration.ofDays(1).toSeconds();

  private RetryAfter() {}

  /** Returns the delay, 0 to a day; empty when the header is anything but whole seconds. */
  static Optional<Duration> parse(String header) {
    try {
      long seconds = Long.parseLong(header.strip());
      return Optional.of(Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
