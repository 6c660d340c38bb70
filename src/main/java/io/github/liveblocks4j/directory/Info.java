package io.github.liveblocks4j.directory;

import java.util.Map;

/** What a page may know of somebody or something. */
interface Info {

  /**
   * Returns the members of the JSON object that the page gets.
   *
   * @throws IllegalArgumentException when a value must not be sent
   */
  Map<String, Object> members();
}
