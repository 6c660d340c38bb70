package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.time.Duration;

/**
 * Limits the tokens that one user gets per minute, so that a page in a reload loop or a stolen
 * session cannot use up the project's rate limit at Liveblocks. Optional: without one, each server
 * counts for itself, in bounded memory. The handbook has a recipe that counts for a whole cluster.
 *
 * <p>Asked after the {@link UserResolver} has named the user and before the {@link RoomAuthorizer}
 * and Liveblocks are. Not asked at all when the setting {@code maxTokensPerUserPerMinute} is 0.
 *
 * <p>Found like a {@link UserResolver}, but for the constructor argument: init-param {@code
 * tokenRateLimiter}, {@code ServletContext} attribute named like this interface, bean of Spring
 * Boot or CDI, {@link java.util.ServiceLoader}. One instance serves all requests, from many threads
 * at a time. An {@link AutoCloseable} that the endpoint created, by class name or {@code
 * ServiceLoader}, is closed with it. It may block, but holds up a request as long as it does: give
 * what it calls a short timeout.
 *
 * <p>The limit protects against load; what a user may do is decided by the token. An implementation
 * that cannot tell should therefore allow the request rather than lock all users out, and one that
 * throws is logged and taken as having allowed it.
 */
@FunctionalInterface
public interface TokenRateLimiter {

  /**
   * Takes one of the user's tokens, if there is one left.
   *
   * @param user the user that the resolver named; two users are the same when both {@link
   *     LiveblocksUser#userId()} and {@link LiveblocksUser#organizationId()} are
   * @param maxPerMinute the setting {@code maxTokensPerUserPerMinute}, at least 1; an
   *     implementation that knows better, for example by the user's plan, may ignore it
   * @return {@link Decision#allow()}, or {@link Decision#reject(Duration)} for a response of 429
   *     with {@code Retry-After}
   */
  Decision tryAcquire(LiveblocksUser user, int maxPerMinute);

  /**
   * Whether the user gets a token now. Immutable.
   *
   * @param allowed whether to go on
   * @param retryAfter how long until the next token; zero when allowed, positive when not
   */
  record Decision(boolean allowed, Duration retryAfter) {

    private static final Decision ALLOW = new Decision(true, Duration.ZERO);

    /**
     * Checks that the two agree.
     *
     * @throws IllegalArgumentException when a rejection has no positive wait, or a permission one
     */
    public Decision {
      if (allowed ? !retryAfter.isZero() : retryAfter.isNegative() || retryAfter.isZero()) {
        throw new IllegalArgumentException(
            "retryAfter must be zero when allowed and positive when not");
      }
    }

    /**
     * Returns the decision to go on.
     *
     * @return always the same instance
     */
    public static Decision allow() {
      return ALLOW;
    }

    /**
     * Returns the decision to reject the request.
     *
     * @param retryAfter how long until the next token; positive
     * @return the decision
     * @throws IllegalArgumentException when {@code retryAfter} is not positive
     */
    public static Decision reject(Duration retryAfter) {
      return new Decision(false, retryAfter);
    }
  }
}
