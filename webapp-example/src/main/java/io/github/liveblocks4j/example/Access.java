package io.github.liveblocks4j.example;

import java.util.List;
import java.util.Locale;

/** What one may do in a room. From weak to strong. */
enum Access {
  /** The door stays shut. */
  NONE,
  /** May enter and look. */
  READ,
  /** May enter and change things. */
  WRITE;

  /** The access that a list of Liveblocks' scopes gives. */
  static Access of(List<String> scopes) {
    if (scopes.contains("*:write")) {
      return WRITE;
    }
    return scopes.contains("*:read") ? READ : NONE;
  }

  /** As the page knows it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it allows, to follow a subject. */
  String verb() {
    return switch (this) {
      case NONE -> "may not enter";
      case READ -> "may read";
      case WRITE -> "may edit";
    };
  }
}
