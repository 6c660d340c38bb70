package io.github.liveblocks4j.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Signals that Liveblocks could not be called: no connection, a connection that broke, a closed
 * client, or a call that was rejected without being sent because Liveblocks keeps failing (circuit
 * breaker) or because too many calls are waiting.
 */
public final class LiveblocksUnavailableException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /** Whether the request may have reached Liveblocks. */
  private final boolean requestSent;

  /**
   * Creates the exception.
   *
   * @param message what happened, and to which call
   * @param cause the failure underneath, if there is one
   * @param retryAfter how long the next call will be rejected, if that is known
   * @param requestSent false when the request certainly never reached Liveblocks
   */
  public LiveblocksUnavailableException(
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter,
      boolean requestSent) {
    super(message, cause, retryAfter);
    this.requestSent = requestSent;
  }

  /**
   * Returns whether the request may have reached Liveblocks.
   *
   * @return false when it certainly has not, so that even a call that is not idempotent can be made
   *     again
   */
  public boolean requestSent() {
    return requestSent;
  }
}
