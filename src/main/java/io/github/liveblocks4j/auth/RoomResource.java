package io.github.liveblocks4j.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is in a room that a user can have access to. */
public enum RoomResource {
  /** The room itself: entering it, presence and events. The base of all others. */
  ROOM(null, "*"),
  /** The storage document. */
  STORAGE(ROOM, "storage"),
  /** Comments of either kind. */
  COMMENTS(ROOM, "comments"),
  /** Comments that everybody in the room may see. */
  PUBLIC_COMMENTS(COMMENTS, "comments:public"),
  /** Comments that only some may see. */
  PRIVATE_COMMENTS(COMMENTS, "comments:private"),
  /** Feeds. */
  FEEDS(ROOM, "feeds");

  /** What a scope says. */
  record Meaning(RoomResource resource, AccessLevel access) {}

  private static final Map<String, Meaning> MEANINGS = meanings();

  private final @Nullable RoomResource fallback;
  private final String prefix;

  RoomResource(@Nullable RoomResource fallback, String prefix) {
    this.fallback = fallback;
    this.prefix = prefix;
  }

  /** Whose access counts where nothing is said of this one. */
  Optional<RoomResource> fallback() {
    return Optional.ofNullable(fallback);
  }

  /** Empty for scopes that say nothing about these resources. */
  static Optional<Meaning> meaningOf(Permission permission) {
    return Optional.ofNullable(MEANINGS.get(permission.scope()));
  }

  private static Map<String, Meaning> meanings() {
    Map<String, Meaning> meanings = new HashMap<>();
    for (RoomResource resource : values()) {
      for (AccessLevel access : AccessLevel.values()) {
        meanings.put(resource.prefix + ":" + access.word(), new Meaning(resource, access));
      }
    }
    // The base cannot be taken away, and has a second, older name.
    meanings.remove("*:none");
    meanings.put(Permission.ROOM_READ.scope(), new Meaning(ROOM, AccessLevel.READ));
    meanings.put(Permission.ROOM_WRITE.scope(), new Meaning(ROOM, AccessLevel.WRITE));
    return Map.copyOf(meanings);
  }
}
