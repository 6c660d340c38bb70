package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import org.jspecify.annotations.Nullable;

/**
 * Says who is signed in. The one interface that an application implements.
 *
 * <pre>{@code
 * public class SessionUserResolver implements UserResolver {
 *   @Override
 *   public LiveblocksUser resolve(AuthRequest request) {
 *     HttpSession session = request.http().getSession(false);
 *     Account account = session == null ? null : (Account) session.getAttribute("account");
 *     return account == null
 *         ? null
 *         : LiveblocksUser.of(account.email()).userInfo(Map.of("name", account.name()));
 *   }
 * }
 * }</pre>
 *
 * <p>The endpoint looks for a resolver at startup, and takes the first that it finds: the
 * constructor argument of {@link LiveblocksAuthServlet}; the init-param {@code userResolver}, a
 * class name; a {@code ServletContext} attribute named like this interface; a CDI bean; {@link
 * java.util.ServiceLoader}; else the user of the container's own login ({@code
 * getUserPrincipal()}).
 *
 * <p>One instance serves all requests, from many threads at a time, on the container's request
 * thread: the session, security context and thread-locals of the request are there. It may block.
 */
@FunctionalInterface
public interface UserResolver {

  /**
   * Who is signed in.
   *
   * @param request the browser's request; valid only during this call
   * @return the user; null when nobody is signed in (the endpoint answers 401 and the client stops)
   * @throws AccessDeniedException when this user may not collaborate (403; the client stops)
   * @throws Exception when it cannot be told, for example because the database is away (500; the
   *     client tries again)
   */
  @Nullable LiveblocksUser resolve(AuthRequest request) throws Exception;
}
