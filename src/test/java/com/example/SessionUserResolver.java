// snippet: resolver
package com.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Map;

public class SessionUserResolver implements UserResolver {

  /** What your login keeps in the session. */
  public record Account(String email, String name) implements Serializable {}

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    HttpSession session = request.http().getSession(false);
    if (session == null || !(session.getAttribute("account") instanceof Account account)) {
      return null; // responds 401, and the Liveblocks client stops
    }
    return LiveblocksUser.of(account.email()).userInfo(Map.of("name", account.name()));
  }
}
// end
