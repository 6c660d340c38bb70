package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a call to Liveblocks failed. A {@code switch} over the subclasses decides what that
 * means; {@link LiveblocksApiException#status()} tells the errors of Liveblocks apart.
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

  /** The least time to wait before the next attempt. */
  private final @Nullable Duration retryAfter;

  LiveblocksException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /**
   * Returns the least time to wait before the next attempt, where that is known.
   *
   * @return the delay that Liveblocks or the circuit breaker imposes; empty when there is none
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
