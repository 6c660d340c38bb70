package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header fields; names in any case. Immutable. */
final class Headers {

  private final Map<String, List<String>> fields;

  private Headers(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** Each entry is one field: its name, then its value. */
  static Headers of(List<Map.Entry<String, String>> entries) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> entry : entries) {
      fields.computeIfAbsent(entry.getKey(), name -> new ArrayList<>()).add(entry.getValue());
    }
    fields.replaceAll((name, values) -> List.copyOf(values));
    return new Headers(Collections.unmodifiableMap(fields));
  }

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Unmodifiable; lookups in any case. */
  Map<String, List<String>> asMap() {
    return fields;
  }
}
