package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a room that a user can have access to. */
public enum RoomResource {
  /** The room itself: entering it, presence and events. The base of all others. */
  ROOM(null, "*"),
  /** The storage document. */
  STORAGE(ROOM, "storage"),
  /** Comments of either kind. */
  COMMENTS(ROOM, "comments"),
  /** Comments that everyone in the room may see. */
  PUBLIC_COMMENTS(COMMENTS, "comments:public"),
  /** Comments that only some may see. */
  PRIVATE_COMMENTS(COMMENTS, "comments:private"),
  /** Feeds. */
  FEEDS(ROOM, "feeds");

  /** The resource and the access that a scope names. */
  record Meaning(RoomResource resource, AccessLevel access) {}

  private static final Map<String, Meaning> MEANINGS = meanings();

  private final @Nullable RoomResource fallback;
  private final String prefix;

  RoomResource(@Nullable RoomResource fallback, String prefix) {
    this.fallback = fallback;
    this.prefix = prefix;
  }

  /** Returns the resource whose access applies where none is stated for this one. */
  Optional<RoomResource> fallback() {
    return Optional.ofNullable(fallback);
  }

  /** Returns empty for scopes that concern none of these resources. */
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
    // The base cannot be taken away, and has a legacy alias.
    meanings.remove("*:none");
    meanings.put(Permission.ROOM_READ.scope(), new Meaning(ROOM, AccessLevel.READ));
    meanings.put(Permission.ROOM_WRITE.scope(), new Meaning(ROOM, AccessLevel.WRITE));
    return Map.copyOf(meanings);
  }
}
