package io.github.liveblocks4j.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import org.jspecify.annotations.Nullable;

/** Believes a header; for tests only. */
public class HeaderUserResolver implements UserResolver {

  @Override
  public @Nullable LiveblocksUser resolve(AuthRequest request) {
    String user = request.http().getHeader("X-Test-User");
    return user == null ? null : LiveblocksUser.of(user);
  }
}
