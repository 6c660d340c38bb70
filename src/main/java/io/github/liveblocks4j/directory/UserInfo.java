package io.github.liveblocks4j.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page may know of a user. Immutable; the methods that take a value return a new info.
 *
 * <pre>{@code
 * UserInfo.of("Alice").avatar("https://acme.example/alice.png").with("color", "#7c3aed")
 * }</pre>
 *
 * <p>Values are checked when they are sent, not here: they come from a database, and one that must
 * not be sent makes its user unknown, and no other. Those are text with an unpaired surrogate, an
 * avatar that is not a URL or would run as code, what JSON-B cannot write, and more than 16,384
 * characters of JSON in all.
 *
 * @param name the name to show; null for none, which pages show as anonymous
 * @param avatar the URL of a picture, absolute or relative to the page; null for none
 * @param more further members, of any kind that JSON-B writes; unmodifiable
 */
public record UserInfo(@Nullable String name, @Nullable String avatar, Map<String, Object> more)
    implements Info {

  /**
   * Copies the further members.
   *
   * @param name the name, or null
   * @param avatar the URL of a picture, or null
   * @param more further members
   * @throws IllegalArgumentException when one of them is called like a component
   */
  public UserInfo {
    more = Members.free(more, "name", "avatar");
  }

  /**
   * Returns the info of a user with a name.
   *
   * @param name the name; null for none
   * @return the info
   */
  public static UserInfo of(@Nullable String name) {
    return new UserInfo(name, null, Map.of());
  }

  /**
   * Returns this info with a picture.
   *
   * @param url its URL; null for none
   * @return a new info
   */
  public UserInfo avatar(@Nullable String url) {
    return new UserInfo(name, url, more);
  }

  /**
   * Returns this info with one more member.
   *
   * @param member its name
   * @param value its value: text, a number, a list, a map, or what else JSON-B writes
   * @return a new info
   * @throws IllegalArgumentException when the member is called like a component
   */
  public UserInfo with(String member, Object value) {
    return new UserInfo(name, avatar, Members.with(more, member, value));
  }

  /** Returns the members of the JSON object that the page gets. */
  @Override
  public Map<String, Object> members() {
    Map<String, Object> members = Members.named(name);
    Members.putUrl(members, "avatar", avatar);
    members.putAll(more);
    return members;
  }
}
