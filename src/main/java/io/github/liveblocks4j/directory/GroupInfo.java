package io.github.liveblocks4j.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page may know of a group. Immutable; the methods that take a value return a new info.
 * Values are checked as those of {@link UserInfo}.
 *
 * @param name the name to show; null for none
 * @param avatar the URL of a picture, absolute or relative to the page; null for none
 * @param description a sentence about the group; null for none
 * @param more further members, of any kind that JSON-B writes; unmodifiable
 */
public record GroupInfo(
    @Nullable String name,
    @Nullable String avatar,
    @Nullable String description,
    Map<String, Object> more)
    implements Info {

  /**
   * Copies the further members.
   *
   * @param name the name, or null
   * @param avatar the URL of a picture, or null
   * @param description a sentence about the group, or null
   * @param more further members
   * @throws IllegalArgumentException when one of them is called like a component
   */
  public GroupInfo {
    more = Members.free(more, "name", "avatar", "description");
  }

  /**
   * Returns the info of a group with a name.
   *
   * @param name the name; null for none
   * @return the info
   */
  public static GroupInfo of(@Nullable String name) {
    return new GroupInfo(name, null, null, Map.of());
  }

  /**
   * Returns this info with a picture.
   *
   * @param url its URL; null for none
   * @return a new info
   */
  public GroupInfo avatar(@Nullable String url) {
    return new GroupInfo(name, url, description, more);
  }

  /**
   * Returns this info with a description.
   *
   * @param description a sentence about the group; null for none
   * @return a new info
   */
  public GroupInfo description(@Nullable String description) {
    return new GroupInfo(name, avatar, description, more);
  }

  /**
   * Returns this info with one more member.
   *
   * @param member its name
   * @param value its value: text, a number, a list, a map, or what else JSON-B writes
   * @return a new info
   * @throws IllegalArgumentException when the member is called like a component
   */
  public GroupInfo with(String member, Object value) {
    return new GroupInfo(name, avatar, description, Members.with(more, member, value));
  }

  /** Returns the members of the JSON object that the page gets. */
  @Override
  public Map<String, Object> members() {
    Map<String, Object> members = Members.named(name);
    Members.putUrl(members, "avatar", avatar);
    Members.put(members, "description", description);
    members.putAll(more);
    return members;
  }
}
