package io.github.liveblocks4j.spring;

import java.security.Principal;
import org.springframework.security.core.Authentication;

/**
 * The authorities of Spring Security's users, where it is there. The container's {@code
 * isUserInRole} is true for those alone that begin with {@code ROLE_}.
 */
final class SpringAuthorities {

  private SpringAuthorities() {}

  static boolean has(Principal user, String authority) {
    return user instanceof Authentication authentication
        && authentication.getAuthorities().stream()
            .anyMatch(granted -> authority.equals(granted.getAuthority()));
  }
}
