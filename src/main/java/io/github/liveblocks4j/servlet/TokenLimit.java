package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rate limiter of an endpoint: not at all when the limit is 0, and a limiter that fails
 * allows the request.
 *
 * @param limiter the application's, or the default
 * @param maxPerMinute tokens per user; 0 for no limit
 * @param log where failures of the limiter go
 */
record TokenLimit(TokenRateLimiter limiter, int maxPerMinute, LogThrottle log) {

  Decision tryAcquire(LiveblocksUser user) {
    if (maxPerMinute == 0) {
      return Decision.allow();
    }
    @Nullable Decision decision;
    try {
      decision = limiter.tryAcquire(user, maxPerMinute);
    } catch (RuntimeException | LinkageError e) {
      return allowAfter("failed", e);
    }
    return decision == null ? allowAfter("returned null", null) : decision;
  }

  private Decision allowAfter(String event, @Nullable Throwable failure) {
    log.log(
        Level.ERROR,
        "rate_limiter_failed",
        () ->
            "The TokenRateLimiter %s %s: tokens are issued without a limit until it works again"
                .formatted(limiter.getClass().getName(), event),
        failure);
    return Decision.allow();
  }
}
