package io.github.liveblocks4j.rooms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes unmodifiable copies of maps that keep their order; unlike those of {@code Map} they take
 * null.
 */
final class Copies {

  private Copies() {}

  static <V extends @Nullable Object> Map<String, V> of(Map<String, ? extends V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  static <V extends @Nullable Object> Map<String, V> with(
      Map<String, ? extends V> map, String key, @Nullable V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }
}
