package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;

/**
 * Says which rooms a user may enter. Optional: where there is one, the endpoint mints access tokens
 * with just these permissions; without one it mints ID tokens, and Liveblocks decides by the
 * permissions that are set on the rooms.
 *
 * <p>Found like a {@link UserResolver}: constructor argument, init-param {@code roomAuthorizer},
 * {@code ServletContext} attribute named like this interface, CDI bean, {@link
 * java.util.ServiceLoader}. One instance serves all requests, from many threads at a time. It may
 * block.
 */
@FunctionalInterface
public interface RoomAuthorizer {

  /**
   * Which rooms the user may enter, and what they may do there.
   *
   * @param user the user that the resolver gave
   * @param request the browser's request; {@link AuthRequest#room()} says which room is wanted now
   * @return the grants. {@link Session#none()}, or grants that do not cover the wanted room, mean
   *     403 and the client stops
   * @throws AccessDeniedException when the user may not enter (403; the client stops)
   * @throws Exception when it cannot be told (500; the client tries again)
   */
  Session authorize(LiveblocksUser user, AuthRequest request) throws Exception;
}
