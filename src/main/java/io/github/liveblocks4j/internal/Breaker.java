package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rejects calls while Liveblocks as a whole is failing. Counts calls, not attempts, and only what
 * tells of the whole: no connection, no response in time, 502, 503, 504 and the like. Client
 * errors, 429 and 501 show that Liveblocks is there. A plain 500 can be the fault of the one user
 * or room that the call is about, however often its browser asks: it counts once per subject and
 * window, so that one bad identity never opens the breaker, and an outage that gives 500 to
 * everybody does.
 *
 * <p>It opens when half of at least 20 calls within 10 s failed. Then one call at a time is let
 * through as a probe: after 250 ms, 500 ms, and then every second, so that the first good response
 * comes within a second of the recovery. A probe that has not returned within a second does not
 * hold up the next.
 *
 * <p>By Resilience4j, on our clock, without its event consumers (which cost more than the rest) and
 * its scheduler (a static thread, which would outlive a web application). Thread-safe.
 */
final class Breaker {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final int FAILURE_PERCENT = 50;
  private static final int LEAST_CALLS = 20;
  private static final int WINDOW_SECONDS = 10;
  private static final long FIRST_INTERVAL_MILLIS = 250;
  private static final long LONGEST_INTERVAL_MILLIS = 1_000;
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(LONGEST_INTERVAL_MILLIS);

  private final String calls;
  private final Scheduler scheduler;
  private final CircuitBreaker breaker;
  private final RecentSubjects failedSubjects;
  private final AtomicBoolean open = new AtomicBoolean();
  private final AtomicLong probeBegan = new AtomicLong();
  private volatile long rejectsUntil;

  /**
   * @param calls what is rejected, for the log
   * @param scheduler the clock
   */
  Breaker(String calls, Scheduler scheduler) {
    this.calls = calls;
    this.scheduler = scheduler;
    this.rejectsUntil = scheduler.nanoTime();
    this.failedSubjects =
        new RecentSubjects(Duration.ofSeconds(WINDOW_SECONDS).toNanos(), scheduler);
    this.breaker =
        CircuitBreaker.of(
            calls,
            CircuitBreakerConfig.custom()
                .clock(new MonotonicClock(scheduler))
                .slidingWindow(WINDOW_SECONDS, LEAST_CALLS, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(FAILURE_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::openFor)
                .build());
  }

  private long openFor(int timesInARow) {
    long millis =
        Math.min(LONGEST_INTERVAL_MILLIS, FIRST_INTERVAL_MILLIS << Math.min(timesInARow - 1, 10));
    rejectsUntil = scheduler.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    return millis;
  }

  /** Returns whether a call would be rejected now; it need not wait for its turn then. */
  boolean rejects() {
    return switch (breaker.getState()) {
      case OPEN -> scheduler.nanoTime() - rejectsUntil < 0;
      case HALF_OPEN -> !probeIsOverdue();
      default -> false;
    };
  }

  /** Returns how long calls are rejected at least. */
  Duration retryAfter() {
    return Duration.ofNanos(
        Math.max(TimeUnit.MILLISECONDS.toNanos(1), rejectsUntil - scheduler.nanoTime()));
  }

  /**
   * Lets a call through that is about to be sent.
   *
   * @return what is to be told how the call ended; null when the call is rejected
   */
  @Nullable Passage admit() {
    boolean admitted = breaker.tryAcquirePermission();
    if (!admitted && breaker.getState() == State.HALF_OPEN) {
      long began = probeBegan.get();
      long now = scheduler.nanoTime();
      if (now - began >= PROBE_NANOS && probeBegan.compareAndSet(began, now)) {
        breaker.releasePermission();
        admitted = breaker.tryAcquirePermission();
      }
    }
    if (!admitted) {
      return null;
    }
    if (breaker.getState() == State.HALF_OPEN) {
      probeBegan.set(scheduler.nanoTime());
    }
    return new Passage(breaker.getMetrics());
  }

  private boolean probeIsOverdue() {
    return scheduler.nanoTime() - probeBegan.get() >= PROBE_NANOS;
  }

  /** A call that was let through. */
  final class Passage {

    // Each state has metrics of its own. A call that began before an outage says nothing about the
    // time after it, and what one probe holds must not be returned by another call.
    private final CircuitBreaker.Metrics state;

    private Passage(CircuitBreaker.Metrics state) {
      this.state = state;
    }

    void succeeded() {
      if (state == breaker.getMetrics()) {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        if (open.get() && breaker.getState() == State.CLOSED && open.compareAndSet(true, false)) {
          LOG.log(Level.INFO, "Circuit breaker closed: Liveblocks responds again ({0})", calls);
        }
      }
    }

    void failed(ApiRequest request, LiveblocksException failure) {
      if (!tellsOfTheWhole(failure)) {
        succeeded();
      } else if (isPlain500(failure) && !failedSubjects.add(request.subject())) {
        abandoned();
      } else if (state == breaker.getMetrics()) {
        breaker.onError(0, TimeUnit.NANOSECONDS, new Failed());
        if (breaker.getState() == State.OPEN && open.compareAndSet(false, true)) {
          LOG.log(
              Level.WARNING,
              "Circuit breaker opened: rejecting calls for {0} ms, then probing until Liveblocks responds ({1}; last failure: {2})",
              FIRST_INTERVAL_MILLIS,
              calls,
              failure.getMessage());
        }
      }
    }

    /** The call ended in a way that tells nothing about Liveblocks. */
    void abandoned() {
      if (state == breaker.getMetrics()) {
        probeBegan.set(scheduler.nanoTime() - PROBE_NANOS); // The next call may probe at once.
        breaker.releasePermission();
      }
    }
  }

  private static boolean tellsOfTheWhole(LiveblocksException failure) {
    return switch (failure.kind()) {
      case TIMEOUT -> true;
      case UNAVAILABLE -> failure.isTransient(); // 501 is not
      case INVALID_REQUEST, SECRET_KEY_REJECTED, REJECTED, RATE_LIMITED, INVALID_RESPONSE -> false;
    };
  }

  private static boolean isPlain500(LiveblocksException failure) {
    return failure instanceof LiveblocksApiException response && response.status() == 500;
  }

  /** What Resilience4j is told, and logs at DEBUG: nothing of the call. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed() {
      super("a call failed", null, false, false);
    }
  }
}
