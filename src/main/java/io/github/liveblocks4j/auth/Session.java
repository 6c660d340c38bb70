package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.Scopes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an access token grants: permissions for rooms, by pattern. Immutable; every {@code allow…}
 * returns a new session.
 *
 * <pre>{@code
 * Session session =
 *     Session.none()
 *         .allowPrefix("acme:", Permission.READ, Permission.COMMENTS_WRITE)
 *         .allow("acme:plans", Permission.WRITE);
 * }</pre>
 *
 * <p>Which grant decides when several patterns cover a room is Liveblocks' rule: the strongest base
 * access of all that match; for every other resource the most specific pattern that names it.
 */
public final class Session {

  /** How many patterns Liveblocks accepts in one access token. */
  public static final int MAX_PATTERNS = 10;

  /** The longest room id, and the longest prefix, that a grant can have, in characters. */
  public static final int MAX_ROOM_ID_LENGTH = 128;

  private static final Session NONE = new Session(Map.of());

  private final Map<RoomPattern, Set<Permission>> grants;

  private Session(Map<RoomPattern, Set<Permission>> grants) {
    this.grants = grants;
  }

  /**
   * Returns the session that grants nothing. For it the auth endpoint responds 403, without asking
   * Liveblocks.
   *
   * @return the empty session
   */
  public static Session none() {
    return NONE;
  }

  /**
   * Returns this session with a grant for exactly one room. Safe with a room id that came from the
   * browser: it never grants more than that room.
   *
   * @param roomId the room's id, without {@code *}
   * @param permissions exactly one base permission ({@link Permission#READ} or {@link
   *     Permission#WRITE}), and at most one for each other resource
   * @return a new session
   * @throws IllegalArgumentException when the id contains {@code *}, control characters or unpaired
   *     surrogates, is empty or longer than {@value #MAX_ROOM_ID_LENGTH} characters; when the
   *     permissions are not valid; when the room is granted already; when it would be the eleventh
   *     grant
   */
  public Session allow(String roomId, Permission... permissions) {
    return allow(new RoomPattern(roomId, false), permissions);
  }

  /**
   * Returns this session with a grant for every room whose id begins with a prefix.
   *
   * @param prefix for example {@code acme:}, without {@code *}
   * @param permissions exactly one base permission, and at most one for each other resource
   * @return a new session
   * @throws IllegalArgumentException when the prefix is empty, or as {@link #allow} says
   */
  public Session allowPrefix(String prefix, Permission... permissions) {
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException(
          "a prefix of room ids must not be empty, for it would cover every room of the project;"
              + " allowAll(…) says so");
    }
    return allow(new RoomPattern(prefix, true), permissions);
  }

  /**
   * Returns this session with a grant for every room of the project.
   *
   * @param permissions exactly one base permission, and at most one for each other resource
   * @return a new session
   * @throws IllegalArgumentException as {@link #allow} says
   */
  public Session allowAll(Permission... permissions) {
    return allow(new RoomPattern("", true), permissions);
  }

  private Session allow(RoomPattern pattern, Permission... permissions) {
    String name = "room pattern " + Masking.quoted(pattern.toString());
    Set<Permission> valid = Scopes.requireValid(name, List.of(permissions), Permission::scope);
    if (valid.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": [] lacks a base permission; add *:read or *:write, or leave out the grant");
    }
    if (grants.containsKey(pattern)) {
      throw new IllegalArgumentException(
          name + " is granted already: put all its permissions into one call");
    }
    if (grants.size() == MAX_PATTERNS) {
      throw new IllegalArgumentException(
          "%s would be the %sth: an access token holds at most %s; use prefixes (allowPrefix), or ID tokens"
              .formatted(name, MAX_PATTERNS + 1, MAX_PATTERNS));
    }
    Map<RoomPattern, Set<Permission>> more = new LinkedHashMap<>(grants);
    more.put(pattern, valid);
    return new Session(Collections.unmodifiableMap(more));
  }

  /**
   * Returns whether nothing is granted.
   *
   * @return true for {@link #none()}
   */
  public boolean isEmpty() {
    return grants.isEmpty();
  }

  /**
   * Returns whether some grant covers a room.
   *
   * @param roomId the room's id
   * @return true when one of the patterns matches it
   */
  public boolean covers(String roomId) {
    return grants.keySet().stream().anyMatch(pattern -> pattern.matches(roomId));
  }

  /**
   * Returns what this session allows in a room, as Liveblocks resolves it.
   *
   * @param roomId the room's id
   * @return the matrix; without any access when no grant covers the room
   */
  public PermissionMatrix permissionsIn(String roomId) {
    return PermissionMatrix.of(this, roomId);
  }

  Map<RoomPattern, Set<Permission>> grants() {
    return grants;
  }

  /**
   * Returns the grants in the wire form.
   *
   * @return scopes by pattern ({@code acme:plans}, {@code acme:*} or {@code *}), in the order of
   *     the grants
   */
  public Map<String, List<String>> toPermissions() {
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    grants.forEach(
        (pattern, granted) ->
            permissions.put(pattern.toString(), granted.stream().map(Permission::scope).toList()));
    return permissions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Session session && grants.equals(session.grants);
  }

  @Override
  public int hashCode() {
    return grants.hashCode();
  }

  @Override
  public String toString() {
    return "Session" + grants;
  }
}
