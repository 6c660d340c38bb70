package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a call to Liveblocks failed. The four subclasses carry the details; {@link #kind()},
 * {@link #isTransient()} and {@link #mayHaveTakenEffect()} say what to do, without a look at the
 * class.
 *
 * <p>Messages are written for the developer of the back end. They never contain the secret key or a
 * token.
 */
public abstract sealed class LiveblocksException extends RuntimeException
    permits LiveblocksApiException,
        LiveblocksUnavailableException,
        LiveblocksTimeoutException,
        LiveblocksProtocolException {

  private static final long serialVersionUID = 1L;

  /** Who has to act. A {@code switch} over the constants decides what a failure means. */
  public enum Kind {
    /** Liveblocks rejects what the request says: status 400 or 422. The caller fixes its data. */
    INVALID_REQUEST,
    /** Liveblocks rejects the secret key: status 401 or 403. The operator sets another key. */
    SECRET_KEY_REJECTED,
    /** Liveblocks rejects the request for another reason, such as 404 or 409. */
    REJECTED,
    /** Liveblocks limits the rate of calls: status 429. The caller slows down. */
    RATE_LIMITED,
    /**
     * Liveblocks cannot be reached, responds with status 408 or 5xx, or has failed so often that
     * calls are rejected without being sent (circuit breaker, full queue).
     */
    UNAVAILABLE,
    /** The deadline passed. */
    TIMEOUT,
    /** The response is not one of Liveblocks. The operator checks base URL and proxies. */
    INVALID_RESPONSE
  }

  LiveblocksException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns what kind of failure this is.
   *
   * @return the kind
   */
  public abstract Kind kind();

  /**
   * Returns whether the same call may succeed later without any change on our side.
   *
   * @return true for transient failures, false where somebody has to fix something
   */
  public abstract boolean isTransient();

  /**
   * Returns whether Liveblocks may have carried out the call all the same. Where it has not, even a
   * call that is not idempotent can be retried safely.
   *
   * @return false when the call was not sent, or was rejected; true when nobody knows
   */
  public abstract boolean mayHaveTakenEffect();

  /**
   * Returns the least time to wait before the next attempt, where that is known.
   *
   * @return the delay that Liveblocks or the circuit breaker imposes; empty when there is none
   */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
