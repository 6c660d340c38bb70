package io.github.liveblocks4j.readme;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// snippet: resolver
public class SessionUserResolver implements UserResolver {

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    var session = request.http().getSession(false);
    if (session == null || !(session.getAttribute("account") instanceof Account account)) {
      return null; // 401, and the client stops
    }
    return LiveblocksUser.of(account.email()).userInfo(Map.of("name", account.name()));
  }
}
// end
