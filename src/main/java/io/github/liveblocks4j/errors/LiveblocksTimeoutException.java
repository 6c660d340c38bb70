package io.github.liveblocks4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Liveblocks did not answer in time. Whether the call took effect is unknown; calls that are not
 * safe to repeat have not been repeated.
 */
public final class LiveblocksTimeoutException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which call ran out of which time
   * @param cause the last attempt's failure, if there is one
   */
  public LiveblocksTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
