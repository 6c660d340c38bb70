package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all calls of one client share.
 *
 * @param transport sends single requests
 * @param authorization what they are sent with
 * @param scheduler keeps the time
 * @param executor begins attempts that do not begin on the caller's thread: those that have waited
 *     for a permit, and all but the first of a call
 * @param limiter bounds the attempts in flight
 * @param retries decides on further attempts
 * @param seconds decides on attempts beside another
 * @param failures translates what goes wrong
 * @param deadlineNanos the time for a call that has none of its own
 * @param calls those that have not ended
 */
record Pipeline(
    HttpTransport transport,
    Authorization authorization,
    Scheduler scheduler,
    Executor executor,
    CallLimiter limiter,
    RetryPolicy retries,
    SecondAttempts seconds,
    Failures failures,
    long deadlineNanos,
    CallsInFlight calls) {

  /** Returns the same over another transport. */
  Pipeline over(HttpTransport other) {
    return new Pipeline(
        other,
        authorization,
        scheduler,
        executor,
        limiter,
        retries,
        seconds,
        failures,
        deadlineNanos,
        calls);
  }

  /** Returns the time for this call. */
  long deadlineNanos(ApiRequest request) {
    Duration timeout = request.timeout();
    return timeout == null ? deadlineNanos : timeout.toNanos();
  }
}
