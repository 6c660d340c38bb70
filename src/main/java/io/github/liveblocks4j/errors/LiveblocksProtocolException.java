package io.github.liveblocks4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The answer is not one that Liveblocks gives: no JSON, a redirect, a token that is none, or far
 * too much of it. Usually the base URL points at something else, or a proxy answers in its place.
 */
public final class LiveblocksProtocolException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was expected and what came, without quoting the answer
   * @param cause the parser's failure, if there is one
   */
  public LiveblocksProtocolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
