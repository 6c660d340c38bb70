package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the application keeps with a room: strings and lists of strings, by key. Immutable.
 *
 * @param entries all entries, unmodifiable; each value is a {@code String} or a {@code
 *     List<String>}
 */
public record RoomMetadata(Map<String, Object> entries) {

  /**
   * Checks the values, and copies the map.
   *
   * @throws IllegalArgumentException when a value is neither a string nor a list of strings
   */
  public RoomMetadata {
    Map<String, Object> copy = new LinkedHashMap<>();
    entries.forEach((key, value) -> copy.put(key, copyOf(value)));
    entries = Copies.of(copy);
  }

  private static Object copyOf(Object value) {
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return List.copyOf(list);
    }
    if (value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException("metadata must be strings and lists of strings");
  }

  /** Reads what is a string or a list of strings, and leaves out the rest. */
  static RoomMetadata from(JsonObject room) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (room.get("metadata") instanceof JsonObject metadata) {
      metadata.forEach(
          (key, value) -> {
            if (value instanceof JsonString text) {
              entries.put(key, text.getString());
            } else if (value instanceof JsonArray) {
              entries.put(key, strings(value));
            }
          });
    }
    return new RoomMetadata(entries);
  }

  /** Returns the strings of an array, and nothing for anything else. */
  static List<String> strings(@Nullable JsonValue value) {
    return value instanceof JsonArray array
        ? array.stream()
            .filter(JsonString.class::isInstance)
            .map(text -> ((JsonString) text).getString())
            .toList()
        : List.of();
  }

  /** Returns a checked entry that goes to Liveblocks. */
  static Map<String, String> entry(String key, String value) {
    return Map.of(requireKey(key), requireValue(key, value));
  }

  /** Returns a checked entry that goes to Liveblocks. */
  static Map<String, List<String>> entry(String key, List<String> values) {
    return Map.of(requireKey(key), values.stream().map(value -> requireValue(key, value)).toList());
  }

  static String requireKey(String key) {
    return Checks.requireText("a metadata key", key);
  }

  static String requireValue(String key, String value) {
    return Checks.requireWellFormed("the metadata value of " + Masking.quoted(key), value);
  }

  /** Returns this metadata with entries set, or replaced. */
  RoomMetadata with(Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>(entries);
    all.putAll(changes);
    return new RoomMetadata(all);
  }

  /**
   * Returns a string.
   *
   * @param key the entry's key
   * @return empty when there is no such entry, or when it is a list
   */
  public Optional<String> text(String key) {
    return entries.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * Returns a list of strings.
   *
   * @param key the entry's key
   * @return unmodifiable; a string counts as a list of one, and no entry as the empty list
   */
  public List<String> list(String key) {
    return entries.get(key) instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : text(key).map(List::of).orElse(List.of());
  }
}
