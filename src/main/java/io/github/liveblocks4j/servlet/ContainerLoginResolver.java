package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
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
        .groupIds(roleGroups.stream().filter(http::isUserInRole).toList());
  }

  /** For log lines. */
  @Override
  public String toString() {
    return "the container's login" + (roleGroups.isEmpty() ? "" : " with roleGroups " + roleGroups);
  }
}
