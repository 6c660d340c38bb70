package io.github.liveblocks4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Signals that a call did not succeed before its deadline. It may have been carried out all the
 * same.
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
    super(message, cause, null);
  }
}
