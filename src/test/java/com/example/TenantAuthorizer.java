package com.example;

// snippet: authorizer
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.RoomAuthorizer;

public class TenantAuthorizer implements RoomAuthorizer {

  @Override
  public Session authorize(LiveblocksUser user, AuthRequest request) {
    String tenant = user.userId().substring(user.userId().indexOf('@') + 1);
    return Session.none()
        .allowPrefix(tenant + ":", Permission.WRITE)
        .allow("handbook", Permission.READ, Permission.COMMENTS_WRITE);
  }
}
// end
