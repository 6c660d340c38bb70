package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import org.jspecify.annotations.Nullable;

/** Believes a header; for tests only. */
public class HeaderUser implements UserResolver {

  /** A bean for JSON-B. */
  public static final class Profile {

    /** A property. */
    public final String name;

    Profile(String name) {
      this.name = name;
    }
  }

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    String user = request.http().getHeader("X-Test-User");
    return user == null ? null : LiveblocksUser.of(user).userInfo(new Profile("Zoë " + user));
  }
}
