package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.RoomAuthorizer;

/** Grants the team's rooms to every user. */
public class TeamRooms implements RoomAuthorizer {

  @Override
  public Session authorize(LiveblocksUser user, AuthRequest request) {
    return Session.none().allowPrefix("team:", Permission.WRITE);
  }
}
