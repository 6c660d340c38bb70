package io.github.liveblocks4j.errors;

import org.jspecify.annotations.Nullable;

/** Signals that a call did not succeed before its deadline. */
public final class LiveblocksTimeoutException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /** Whether an attempt was under way. */
  private final boolean sent;

  /**
   * Creates the exception for a call that may have reached Liveblocks.
   *
   * @param message which call ran out of which time
   * @param cause the last attempt's failure, if there is one
   */
  public LiveblocksTimeoutException(String message, @Nullable Throwable cause) {
    this(message, cause, true);
  }

  /**
   * Creates the exception.
   *
   * @param message which call ran out of which time
   * @param cause the last attempt's failure, if there is one
   * @param sent false when the call certainly never reached Liveblocks
   */
  public LiveblocksTimeoutException(String message, @Nullable Throwable cause, boolean sent) {
    super(message, cause);
    this.sent = sent;
  }

  /** Returns {@link Kind#TIMEOUT}. */
  @Override
  public Kind kind() {
    return Kind.TIMEOUT;
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
}
