package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.util.Map;

/**
 * Somebody who can sign in.
 *
 * @param id the user id, here and at Liveblocks
 * @param name for display
 * @param group the one group the person is in
 * @param color of avatar and cursor; dark enough for white text on it
 * @param barred whether the person may sign in, but not collaborate
 */
record Person(String id, String name, String group, String color, boolean barred) {

  /** The person as Liveblocks knows them. */
  LiveblocksUser toLiveblocksUser() {
    return LiveblocksUser.of(id).groupIds(group).userInfo(Map.of("name", name, "color", color));
  }
}
