package io.github.liveblocks4j.servlet;

/**
 * Signals, from a {@link UserResolver} or {@link RoomAuthorizer}, that the user must not
 * collaborate here. The endpoint responds 403, and the client stops for good.
 */
public final class AccessDeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param reason a sentence for the developer of the page. It is part of the response and ends up
   *     in the user's browser console, so it must not contain anything that the user must not know
   */
  public AccessDeniedException(String reason) {
    super(reason);
  }
}
