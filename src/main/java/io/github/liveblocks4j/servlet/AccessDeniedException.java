package io.github.liveblocks4j.servlet;

/**
 * Thrown by a {@link UserResolver} or {@link RoomAuthorizer}: this user may not collaborate here.
 * The endpoint answers 403 and the client stops for good.
 */
public final class AccessDeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Denies access.
   *
   * @param reason a sentence for the developer of the page. It is part of the answer and ends up in
   *     the visitor's browser console, so it must not hold anything that the visitor may not know
   */
  public AccessDeniedException(String reason) {
    super(reason);
  }
}
