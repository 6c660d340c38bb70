package io.github.liveblocks4j.bench.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;

/** The user whom a header names, made with nothing that an older jar does not have too. */
public final class PlainResolver implements UserResolver {

  /** For the endpoint. */
  public PlainResolver() {}

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    return LiveblocksUser.of(request.http().getHeader("X-User"));
  }
}
