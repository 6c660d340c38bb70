package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.web.Framework;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default: the user of the container's own login, with those roles that were named as groups.
 */
record ContainerLoginResolver(List<String> roleGroups) implements UserResolver {

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    HttpServletRequest http = request.http();
    Principal principal = http.getUserPrincipal();
    if (principal == null || principal.getName() == null || principal.getName().isBlank()) {
      return null;
    }
    return LiveblocksUser.of(principal.getName())
        .groupIds(roleGroups.stream().filter(role -> isInRole(http, principal, role)).toList());
  }

  private static boolean isInRole(HttpServletRequest http, Principal principal, String role) {
    return http.isUserInRole(role)
        || Framework.of(http.getServletContext())
            .filter(framework -> framework.isInRole(principal, role))
            .isPresent();
  }

  /** For log lines. */
  @Override
  public String toString() {
    return "the container's login" + (roleGroups.isEmpty() ? "" : " with roleGroups " + roleGroups);
  }
}
