package io.github.liveblocks4j.bench.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;
import java.util.Map;

/** The user whom a header names; js/liveblocks.mjs does the same. */
public final class VisitorResolver implements UserResolver {

  /** For the endpoint. */
  public VisitorResolver() {}

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    return LiveblocksUser.of(request.http().getHeader("X-User"))
        .groupIds("designers")
        .userInfo(Map.of("name", "Alice"));
  }
}
