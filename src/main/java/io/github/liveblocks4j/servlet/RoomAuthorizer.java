package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;

/**
 * Decides which rooms a user may enter. Optional: with an authorizer the endpoint mints access
 * tokens, which grant just what it returns; without one it mints ID tokens, and Liveblocks decides
 * by the permissions of each room.
 *
 * <p>Looked up like a {@link UserResolver}: constructor argument, setting {@code roomAuthorizer},
 * {@code ServletContext} attribute named like this interface, bean of Spring Boot or CDI, {@link
 * java.util.ServiceLoader}. The same threads call it, right after the resolver, so it must be
 * thread-safe and may block.
 *
 * <p>{@link AuthRequest#room()} is untrusted input. The endpoint has made sure that it is not
 * empty, has at most 128 characters, and contains no {@code *}, no control character and no
 * unpaired surrogate. So {@link Session#allow(String, io.github.liveblocks4j.auth.Permission...)}
 * with it grants that one room; whether the user may have it, the authorizer must decide. A prefix
 * that is cut from it is not safe: {@link Session#allowPrefix} grants every room behind it.
 */
@FunctionalInterface
public interface RoomAuthorizer {

  /**
   * Returns what the user may do, in which rooms.
   *
   * @param user the user that the resolver returned
   * @param request the browser's request; valid only during this call
   * @return the grants. {@link Session#none()}, or grants that do not cover the requested room,
   *     deny access (403, and the client stops)
   * @throws AccessDeniedException to deny access with a reason (403, and the client stops)
   * @throws Exception when it cannot be decided (500, and the client retries)
   */
  Session authorize(LiveblocksUser user, AuthRequest request) throws Exception;
}
