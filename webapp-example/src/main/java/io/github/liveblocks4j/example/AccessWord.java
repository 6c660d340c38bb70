package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.AccessLevel;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.auth.RoomResource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page's words for accesses: {@code none}, {@code read}, {@code write}. */
final class AccessWord {

  private static final Map<String, List<Permission>> PERMISSIONS =
      Map.of(
          "none", List.of(),
          "read", List.of(Permission.READ),
          "write", List.of(Permission.WRITE));

  private static final LiveblocksUser ANYBODY = LiveblocksUser.of("anybody");

  private AccessWord() {}

  static Optional<Permission[]> permissions(String word) {
    return Optional.ofNullable(PERMISSIONS.get(word)).map(set -> set.toArray(Permission[]::new));
  }

  static String of(AccessLevel access) {
    return access.name().toLowerCase(Locale.ROOT);
  }

  /** What a set says about the room as a whole, whatever else it says. */
  static String of(Collection<Permission> permissions) {
    return of(
        PermissionMatrix.of(ANYBODY, permissions, Map.of(), Map.of()).access(RoomResource.ROOM));
  }
}
