package io.github.liveblocks4j.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of an info. */
final class Members {

  // What browsers run as code of the page that has the link.
  private static final Set<String> CODE = Set.of("javascript", "vbscript");

  private Members() {}

  /** Copies free members, none of which may have the name of a component. */
  static Map<String, Object> free(Map<String, Object> more, String... components) {
    for (String component : components) {
      if (more.containsKey(component)) {
        throw new IllegalArgumentException(
            "the member %s has a component of its own: set it there".formatted(component));
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** Returns the free members and one more. */
  static Map<String, Object> with(Map<String, Object> more, String name, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(more);
    members.put(name, value);
    return members;
  }

  /** Begins the members of an info with its name, where it has one. */
  static Map<String, Object> named(@Nullable String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    put(members, "name", name);
    return members;
  }

  static void put(Map<String, Object> members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /**
   * Adds a URL, absolute or relative. Pages make links and images of it, and it may be a user's
   * text.
   *
   * @throws IllegalArgumentException when it is not a URL, or is code
   */
  static void putUrl(Map<String, Object> members, String name, @Nullable String url) {
    // Browsers ignore white space and control characters in front, and some of it inside.
    if (url != null && url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          name + " is not a valid URL: it has white space or a control character");
    }
    int colon = url == null ? -1 : url.indexOf(':');
    if (url != null
        && colon > 0
        && CODE.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          name + " would run as code in the page: give it an http, https or relative URL");
    }
    put(members, name, url);
  }
}
