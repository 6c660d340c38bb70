package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Decides which failures are worth another attempt, and when.
 *
 * <p>A transient failure is, when a second delivery does no harm: the call is idempotent, or was
 * surely not carried out. Tokens are an exception: a rate limit is not met with more of the same,
 * for the browser asks again anyway. The delay doubles from 100 ms to 1 s; {@code Retry-After} is a
 * minimum. Up to half of the delay is added at random, never subtracted.
 */
record RetryPolicy(int maxRetries, DoubleSupplier random) {

  /** No further attempt. */
  static final long NONE = -1;

  private static final long FIRST_DELAY = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_DELAY = Duration.ofSeconds(1).toNanos();

  /**
   * Returns the delay before the next attempt.
   *
   * @param remainingNanos the time until the deadline
   * @return nanoseconds, less than what remains; {@link #NONE} when the call has failed for good
   */
  long delayNanos(
      ApiRequest request, LiveblocksException failure, int attempts, long remainingNanos) {
    if (attempts > maxRetries || !mayBeSentAgain(request, failure)) {
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

  private static boolean mayBeSentAgain(ApiRequest request, LiveblocksException failure) {
    if (failure instanceof LiveblocksUnavailableException unavailable) {
      return request.idempotent() || !unavailable.requestSent();
    }
    if (failure instanceof LiveblocksApiException response) {
      int status = response.status();
      return status == 429 ? !request.isForToken() : request.idempotent() && isTransient(status);
    }
    return false;
  }

  /** Returns whether the same request may succeed later without any change on our side. */
  static boolean isTransient(int status) {
    return status == 408 || status == 429 || (status >= 500 && status != 501);
  }
}
