package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that Liveblocks could not be called: no connection, a connection that broke, a closed
 * client, or a call that was rejected without being sent because Liveblocks keeps failing (circuit
 * breaker) or because too many calls are waiting.
 */
public final class LiveblocksUnavailableException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /** How long calls are rejected. */
  private final @Nullable Duration retryAfter;

  /** Whether the request may have reached Liveblocks. */
  private final boolean sent;

  /**
   * Creates the exception for a call that may have reached Liveblocks.
   *
   * @param message what happened, and to which call
   * @param cause the failure underneath, if there is one
   * @param retryAfter how long the next call will be rejected, if that is known
   */
  public LiveblocksUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    this(message, cause, retryAfter, true);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, and to which call
   * @param cause the failure underneath, if there is one
   * @param retryAfter how long the next call will be rejected, if that is known
   * @param sent false when the call certainly never reached Liveblocks
   */
  public LiveblocksUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter, boolean sent) {
    super(message, cause);
    this.retryAfter = retryAfter;
    this.sent = sent;
  }

  /** Returns {@link Kind#UNAVAILABLE}. */
  @Override
  public Kind kind() {
    return Kind.UNAVAILABLE;
  }

  /** Returns true. */
  @Override
  public boolean isTransient() {
    return true;
  }

  @Override
  public boolean mayHaveTakenEffect() {
    return sent;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
