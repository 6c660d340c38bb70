package com.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.UserResolver;

/** Takes the user from the thread, where {@link CurrentUserFilter} has put it. */
public class CurrentUserResolver implements UserResolver {

  @Override
  public LiveblocksUser resolve(AuthRequest request) {
    String user = CurrentUserFilter.USER.get();
    return user == null ? null : LiveblocksUser.of(user);
  }
}
