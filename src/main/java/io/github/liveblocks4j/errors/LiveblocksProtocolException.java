package io.github.liveblocks4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Signals a response that is not one of Liveblocks: a redirect, an error page of a proxy or
 * gateway, a body that is not the JSON expected, or far too much of it. Usually the base URL points
 * to something else, or a proxy responds in place of Liveblocks.
 */
public final class LiveblocksProtocolException extends LiveblocksException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was expected and what came, without quoting the response
   * @param cause the parser's failure, if there is one
   */
  public LiveblocksProtocolException(String message, @Nullable Throwable cause) {
    super(message, cause, null);
  }
}
