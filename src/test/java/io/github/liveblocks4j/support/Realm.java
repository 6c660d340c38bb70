package io.github.liveblocks4j.support;

import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.util.security.Password;

/** A login realm with two people in it. */
public final class Realm {

  private Realm() {}

  /** Alice is a designer and a user, Bob a user only; their passwords are their names. */
  public static HashLoginService service() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password("alice"), new String[] {"user", "designer"});
    users.addUser("bob", new Password("bob"), new String[] {"user"});
    HashLoginService service = new HashLoginService("test");
    service.setUserStore(users);
    return service;
  }
}
