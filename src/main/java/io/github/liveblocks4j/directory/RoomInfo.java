package io.github.liveblocks4j.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page may know of a room. Immutable; the methods that take a value return a new info.
 * Values are checked as those of {@link UserInfo}.
 *
 * @param name the name to show; null for none
 * @param url the page where the room is, absolute or relative; null for none
 * @param more further members, of any kind that JSON-B writes; unmodifiable
 */
public record RoomInfo(@Nullable String name, @Nullable String url, Map<String, Object> more)
    implements Info {

  /**
   * Copies the further members.
   *
   * @param name the name, or null
   * @param url the page where the room is, or null
   * @param more further members
   * @throws IllegalArgumentException when one of them is called like a component
   */
  public RoomInfo {
    more = Members.free(more, "name", "url");
  }

  /**
   * Returns the info of a room with a name.
   *
   * @param name the name; null for none
   * @return the info
   */
  public static RoomInfo of(@Nullable String name) {
    return new RoomInfo(name, null, Map.of());
  }

  /**
   * Returns this info with the page where the room is.
   *
   * @param url its URL; null for none
   * @return a new info
   */
  public RoomInfo url(@Nullable String url) {
    return new RoomInfo(name, url, more);
  }

  /**
   * Returns this info with one more member.
   *
   * @param member its name
   * @param value its value: text, a number, a list, a map, or what else JSON-B writes
   * @return a new info
   * @throws IllegalArgumentException when the member is called like a component
   */
  public RoomInfo with(String member, Object value) {
    return new RoomInfo(name, url, Members.with(more, member, value));
  }

  /** Returns the members of the JSON object that the page gets. */
  @Override
  public Map<String, Object> members() {
    Map<String, Object> members = Members.named(name);
    Members.putUrl(members, "url", url);
    members.putAll(more);
    return members;
  }
}
