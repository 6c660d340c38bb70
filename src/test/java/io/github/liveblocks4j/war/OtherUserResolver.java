package io.github.liveblocks4j.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;

/** Always the same user. */
public class OtherUserResolver implements UserResolver {

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    return LiveblocksUser.of("other");
  }
}
