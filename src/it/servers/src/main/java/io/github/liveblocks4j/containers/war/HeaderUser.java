package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import org.jspecify.annotations.Nullable;

/** Believes a header; for tests only. */
public class HeaderUser implements UserResolver {

  /** A bean for JSON-B. */
  public static final class Profile {

    private final String name;

    Profile(String name) {
      this.name = name;
    }

    /** Returns a property. */
    public String getName() {
      return name;
    }
  }

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    String user = request.http().getHeader("X-Test-User");
    if (user == null) {
      return null;
    }
    if (user.equals("banned")) {
      throw new AccessDeniedException("You are banned.");
    }
    return LiveblocksUser.of(user).userInfo(new Profile("Zoë " + user));
  }
}
