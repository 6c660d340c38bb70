package io.github.liveblocks4j.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Liveblocks could not be asked: no connection, a connection that broke, or a call that we held
 * back ourselves because Liveblocks has been failing (circuit breaker) or because too many calls
 * are under way.
 */
public final class LiveblocksUnavailableException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /** How long calls are held back. */
  private final @Nullable Duration retryAfter;

  /**
   * Creates the exception.
   *
   * @param message what happened, and to which call
   * @param cause the failure underneath, if there is one
   * @param retryAfter how long the next call will be held back, if that is known
   */
  public LiveblocksUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
