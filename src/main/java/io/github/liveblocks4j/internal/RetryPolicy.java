package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksException.Kind;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Decides which failures are worth another attempt, and when.
 *
 * <p>A transient failure is, when a second delivery does no harm: the call is idempotent, or has
 * certainly had no effect. Tokens are an exception: a rate limit that is met by them is not pressed
 * with more of the same, for the browser asks again anyway. The delay doubles from 100 ms to 1 s;
 * {@code Retry-After} is a minimum. Up to half of the delay is added at random, never subtracted.
 *
 * @param maxRetries how many attempts may follow the first
 * @param random at least 0 and less than 1
 */
record RetryPolicy(int maxRetries, DoubleSupplier random) {

  /** No further attempt. */
  static final long NONE = -1;

  private static final long FIRST_DELAY = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_DELAY = Duration.ofSeconds(1).toNanos();

  /** Returns whether another attempt could help, however many there have been. */
  boolean isWorthAnother(ApiRequest request, LiveblocksException failure) {
    return failure.isTransient()
        && (request.idempotent() || !failure.mayHaveTakenEffect())
        && !(request.isForToken() && failure.kind() == Kind.RATE_LIMITED);
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param attempts how many have been made
   * @param remainingNanos the time until the deadline
   * @return nanoseconds, less than what remains; {@link #NONE} when the call has failed for good
   */
  long delayNanos(
      ApiRequest request, LiveblocksException failure, int attempts, long remainingNanos) {
    if (attempts > maxRetries || !isWorthAnother(request, failure)) {
      return NONE;
    }
    long backoff = Math.min(LONGEST_DELAY, FIRST_DELAY << Math.min(attempts - 1, 10));
    // No overflow: the wait that a server asks for is bounded where the header is read.
    long least =
        failure.retryAfter().map(wait -> Math.max(backoff, wait.toNanos())).orElse(backoff);
    if (least >= remainingNanos) {
      return NONE;
    }
    return least + (long) (random.getAsDouble() * Math.min(least, remainingNanos - least) / 2);
  }
}
