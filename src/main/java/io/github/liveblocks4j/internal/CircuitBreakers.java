package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Creates circuit breakers, by Resilience4j: one opens when half of at least 20 calls within 10 s
 * failed, and then lets one call per second through, until that succeeds.
 */
final class CircuitBreakers {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  /** How long an open breaker rejects calls before it lets the next one through. */
  static final Duration OPEN = Duration.ofSeconds(1);

  private CircuitBreakers() {}

  /**
   * @param calls what is rejected, for the log
   */
  static CircuitBreaker create(String calls, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    InstantSource clock = () -> Instant.EPOCH.plusNanos(nanoClock.getAsLong() - start);
    CircuitBreaker breaker =
        CircuitBreaker.of(
            calls,
            CircuitBreakerConfig.custom()
                .clock(clock.withZone(ZoneOffset.UTC))
                .slidingWindow(10, 20, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(CircuitBreakers::isOutage)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              StateTransition change = event.getStateTransition();
              if (change == StateTransition.CLOSED_TO_OPEN) {
                LOG.log(
                    Level.WARNING,
                    "Circuit breaker opened: most {0} fail, so they are rejected without being"
                        + " sent, but for one per second, until Liveblocks responds",
                    calls);
              } else if (change == StateTransition.HALF_OPEN_TO_CLOSED) {
                LOG.log(
                    Level.INFO, "Circuit breaker closed: Liveblocks responds again ({0})", calls);
              }
            });
    return breaker;
  }

  /** A plain 500 can be due to one user or room. */
  private static boolean isOutage(Throwable failure) {
    return failure instanceof LiveblocksUnavailableException
        || failure instanceof LiveblocksTimeoutException
        || (failure instanceof LiveblocksApiException response
            && response.status() >= 502
            && response.status() <= 504);
  }
}
