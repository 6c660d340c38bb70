package io.github.liveblocks4j.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page may know of a user, a group or a room: the info object of the Liveblocks client.
 * Immutable; the methods that take a value return a new entry.
 *
 * <pre>{@code
 * DirectoryEntry.of("Alice").avatar("https://acme.example/alice.png").with("color", "#7c3aed")
 * DirectoryEntry.of("Designers").description("They draw")
 * DirectoryEntry.of("Plans").url("/rooms/plans")
 * }</pre>
 *
 * <p>Values are checked when they are sent, not here: they come from a database, and one that must
 * not be sent makes its id unknown, and no other. Those are text with an unpaired surrogate, an
 * avatar or URL that is not a URL or would run as code, what JSON-B cannot write, and more than
 * 16,384 characters of JSON in all.
 *
 * @param members the members of the JSON object that the page gets, of any kind that JSON-B writes;
 *     unmodifiable
 */
public record DirectoryEntry(Map<String, Object> members) {

  private static final String AVATAR = "avatar";
  private static final String URL = "url";

  // What browsers run as code of the page that has the link.
  private static final Set<String> CODE = Set.of("javascript", "vbscript");

  /** Copies the members. */
  public DirectoryEntry {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * Returns an entry with a name.
   *
   * @param name the name to show; null for none, which pages show as anonymous
   * @return the entry
   */
  public static DirectoryEntry of(@Nullable String name) {
    return new DirectoryEntry(Map.of()).with("name", name);
  }

  /**
   * Returns this entry with the picture of a user or group.
   *
   * @param url its URL, absolute or relative to the page; null for none
   * @return a new entry
   */
  public DirectoryEntry avatar(@Nullable String url) {
    return with(AVATAR, url);
  }

  /**
   * Returns this entry with the description of a group.
   *
   * @param description a sentence about the group; null for none
   * @return a new entry
   */
  public DirectoryEntry description(@Nullable String description) {
    return with("description", description);
  }

  /**
   * Returns this entry with the page where a room is.
   *
   * @param url its URL, absolute or relative to the page; null for none
   * @return a new entry
   */
  public DirectoryEntry url(@Nullable String url) {
    return with(URL, url);
  }

  /**
   * Returns this entry with a member, which replaces one of the same name.
   *
   * @param member its name
   * @param value its value: text, a number, a list, a map, or what else JSON-B writes; null to
   *     leave the member out
   * @return a new entry
   */
  public DirectoryEntry with(String member, @Nullable Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    if (value == null) {
      changed.remove(member);
    } else {
      changed.put(member, value);
    }
    return new DirectoryEntry(changed);
  }

  /**
   * Returns the members, for the page.
   *
   * @throws IllegalArgumentException when one must not be sent
   */
  Map<String, Object> checkedMembers() {
    requireSafeUrl(AVATAR);
    requireSafeUrl(URL);
    return members;
  }

  /** Pages make links and images of it, and it may be text that a user has entered. */
  private void requireSafeUrl(String member) {
    if (!(members.get(member) instanceof CharSequence value)) {
      return;
    }
    String url = value.toString();
    // Browsers ignore white space and control characters in front, and some of it inside.
    if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          member + " is not a valid URL: it has white space or a control character");
    }
    int colon = url.indexOf(':');
    if (colon > 0 && CODE.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          member + " would run as code in the page: give it an http, https or relative URL");
    }
  }

  /** Returns the names of the members only: their values can be personal data. */
  @Override
  public String toString() {
    return "DirectoryEntry" + members.keySet();
  }
}
