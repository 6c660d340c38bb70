package io.github.liveblocks4j.auth;

import java.util.Locale;

/** How far a user may go with a {@link RoomResource}, weakest first. */
public enum AccessLevel {
  /** Cannot see it. */
  NONE,
  /** Can see it, and not change it. */
  READ,
  /** Can see and change it. */
  WRITE;

  /** Returns the second part of a scope. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether this level is enough where another one is required.
   *
   * @param required the level that is required
   * @return true when this level is the same or stronger
   */
  public boolean includes(AccessLevel required) {
    return compareTo(required) >= 0;
  }
}
