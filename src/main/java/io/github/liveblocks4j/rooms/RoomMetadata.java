package io.github.liveblocks4j.rooms;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the application keeps with a room: strings and lists of strings, by key. Immutable. */
public final class RoomMetadata {

  private final Map<String, Object> entries;

  /** For values that are strings or unmodifiable lists of strings, in an unmodifiable map. */
  RoomMetadata(Map<String, Object> entries) {
    this.entries = entries;
  }

  /**
   * A string.
   *
   * @param key the entry's key
   * @return empty when there is no such entry, or when it is a list
   */
  public Optional<String> text(String key) {
    return entries.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * A list of strings.
   *
   * @param key the entry's key
   * @return unmodifiable; a string counts as a list of one, and no entry as the empty list
   */
  public List<String> list(String key) {
    Object value = entries.get(key);
    if (value instanceof List<?> list) {
      return list.stream().map(String.class::cast).toList();
    }
    return text(key).map(List::of).orElse(List.of());
  }

  /**
   * All entries.
   *
   * @return an unmodifiable map, of which each value is a {@code String} or a {@code List<String>}
   */
  public Map<String, Object> toMap() {
    return entries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoomMetadata metadata && entries.equals(metadata.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
