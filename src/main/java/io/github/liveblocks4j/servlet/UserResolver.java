package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Determines the signed-in user. The one interface that an application implements.
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
 * <p>The endpoint looks a resolver up at startup, and takes the first that it finds: the
 * constructor argument of {@link LiveblocksAuthServlet}; the setting {@code userResolver}, a class
 * name; a {@code ServletContext} attribute named like this interface; a bean of Spring Boot or CDI;
 * {@link java.util.ServiceLoader}. Without any, it takes the user of the container's own login
 * ({@code getUserPrincipal()}). Two candidates in one place are an error that names both.
 *
 * <p>One instance serves all requests, many at a time: it must be thread-safe. It runs on the
 * request's own thread, with the session, the principal, CDI's request scope and everything that
 * filters have bound to it, and may block.
 *
 * <p>The lookup endpoint ({@code LiveblocksDirectoryServlet}) asks it for its callers too, by
 * requests without a room, whose body is the lookup.
 */
@FunctionalInterface
public interface UserResolver {

  /**
   * Returns the signed-in user.
   *
   * @param request the browser's request; valid only during this call
   * @return the user; null when no user is signed in (401, and the client stops)
   * @throws AccessDeniedException when this user must not collaborate (403, and the client stops)
   * @throws Exception when the user cannot be determined, for example because a database is down
   *     (500, and the client retries)
   */
  @Nullable LiveblocksUser resolve(AuthRequest request) throws Exception;

  /**
   * Returns the resolver that is taken where there is no other: for the user of the container's own
   * login, by {@code getUserPrincipal()}.
   *
   * @param roleGroups the roles that become the ids of groups for users who are in them
   * @return the resolver
   */
  static UserResolver containerLogin(Collection<String> roleGroups) {
    return new ContainerLoginResolver(List.copyOf(roleGroups));
  }
}
