package io.github.liveblocks4j.legacy;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import javax.servlet.http.HttpServletRequest;

/** A resolver against the old Servlet API. */
public class HeaderUser implements UserResolver {

  /** What the user is called. */
  public static class Profile {

    /**
     * A property for JSON-B.
     *
     * @return the name
     */
    public String getName() {
      return "Zoë";
    }
  }

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    HttpServletRequest http = request.http();
    String name = http.getHeader("X-User");
    return name == null ? null : LiveblocksUser.of(name).userInfo(new Profile());
  }
}
