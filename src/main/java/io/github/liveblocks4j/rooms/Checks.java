package io.github.liveblocks4j.rooms;

import org.jspecify.annotations.Nullable;

/** The checks that several arguments have in common. */
final class Checks {

  private Checks() {}

  static String requireText(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  static int requirePageSize(int pageSize) {
    if (pageSize < 1 || pageSize > 100) {
      throw new IllegalArgumentException("pageSize must be 1 to 100, was " + pageSize);
    }
    return pageSize;
  }
}
