package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who signed in on the page. */
final class SessionUsers implements UserResolver {

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    HttpSession session = request.http().getSession(false);
    return session != null && session.getAttribute(PageServlet.USER) instanceof String id
        ? LiveblocksUser.of(id).userInfo(Map.of("name", "The one and only " + id))
        : null;
  }
}
