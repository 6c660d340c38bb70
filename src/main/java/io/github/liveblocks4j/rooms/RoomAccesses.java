package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.Scopes;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a room, for users with ID tokens: everyone, members of groups, single users.
 * Immutable; every {@code allow…} returns new accesses.
 *
 * <pre>{@code
 * RoomAccesses accesses =
 *     RoomAccesses.none()
 *         .allowEveryone(Permission.READ)
 *         .allowGroup("designers", Permission.WRITE)
 *         .allowUser("alice", Permission.WRITE, Permission.COMMENTS_READ);
 * }</pre>
 *
 * <p>Permissions are none at all, or exactly one base permission ({@link Permission#READ} or {@link
 * Permission#WRITE}) and at most one for each other resource; anything else, and a blank id, is an
 * {@link IllegalArgumentException} that names the entry. What Liveblocks returns may be older than
 * that rule, and is kept as it is.
 *
 * <p>A later level overrides an earlier one, resource by resource: groups override the default, the
 * user overrides both. An empty set states nothing, so it takes nothing away: no user can be shut
 * out of a room that everyone may read. {@link #permissionsOf} computes the result for a user.
 */
public final class RoomAccesses {

  static final String DEFAULT = "defaultAccesses";
  static final String GROUPS = "groupsAccesses";
  static final String USERS = "usersAccesses";

  private static final RoomAccesses NONE = new RoomAccesses(Set.of(), Map.of(), Map.of());

  private final Set<Permission> everyone;
  private final Map<String, Set<Permission>> groups;
  private final Map<String, Set<Permission>> users;

  private RoomAccesses(
      Set<Permission> everyone,
      Map<String, Set<Permission>> groups,
      Map<String, Set<Permission>> users) {
    this.everyone = everyone;
    this.groups = groups;
    this.users = users;
  }

  /**
   * Returns accesses without permissions for anyone: a private room.
   *
   * @return the empty accesses
   */
  public static RoomAccesses none() {
    return NONE;
  }

  /**
   * Returns these accesses with what everyone may do set, or replaced.
   *
   * @param permissions the permissions; none for no access
   * @return new accesses
   */
  public RoomAccesses allowEveryone(Permission... permissions) {
    return new RoomAccesses(valid(DEFAULT, permissions), groups, users);
  }

  /**
   * Returns these accesses with those of one group set, or replaced.
   *
   * @param groupId the group's id, as {@link LiveblocksUser#groupIds} names it
   * @param permissions the permissions; none for no access of its own
   * @return new accesses
   */
  public RoomAccesses allowGroup(String groupId, Permission... permissions) {
    return new RoomAccesses(
        everyone, Copies.with(groups, groupId, entry(GROUPS, groupId, permissions)), users);
  }

  /**
   * Returns these accesses with those of one user set, or replaced.
   *
   * @param userId the user's id, as {@link LiveblocksUser#userId} names it
   * @param permissions the permissions; none for no access of their own
   * @return new accesses
   */
  public RoomAccesses allowUser(String userId, Permission... permissions) {
    return new RoomAccesses(
        everyone, groups, Copies.with(users, userId, entry(USERS, userId, permissions)));
  }

  /** Checks one entry of a level. */
  static Set<Permission> entry(String level, String id, Permission... permissions) {
    requireId(level, id);
    return valid(level + " " + Masking.quoted(id), permissions);
  }

  static void requireId(String level, String id) {
    Checks.requireText("an id in " + level, id);
  }

  static Set<Permission> valid(String name, Permission... permissions) {
    return Scopes.requireValid(name, List.of(permissions), Permission::scope);
  }

  /** Reads what Liveblocks holds, whether today's rule allows it or not. */
  static RoomAccesses from(JsonObject room) {
    return new RoomAccesses(
        permissions(room.get(DEFAULT)), entries(room.get(GROUPS)), entries(room.get(USERS)));
  }

  private static Map<String, Set<Permission>> entries(@Nullable JsonValue accesses) {
    Map<String, Set<Permission>> entries = new LinkedHashMap<>();
    if (accesses instanceof JsonObject object) {
      object.forEach((id, scopes) -> entries.put(id, permissions(scopes)));
    }
    return Collections.unmodifiableMap(entries);
  }

  /** Leaves out scopes of another form: one of tomorrow must not hide a whole room. */
  private static Set<Permission> permissions(@Nullable JsonValue scopes) {
    Set<Permission> permissions = new LinkedHashSet<>();
    for (String scope : RoomMetadata.strings(scopes)) {
      if (Scopes.isWellFormed(scope)) {
        permissions.add(Permission.of(scope));
      }
    }
    return Collections.unmodifiableSet(permissions);
  }

  /**
   * Returns what everyone may do.
   *
   * @return unmodifiable; empty for no access
   */
  public Set<Permission> defaultAccesses() {
    return everyone;
  }

  /**
   * Returns what members of groups may do.
   *
   * @return the permissions by group id, unmodifiable
   */
  public Map<String, Set<Permission>> groupsAccesses() {
    return groups;
  }

  /**
   * Returns what single users may do.
   *
   * @return the permissions by user id, unmodifiable
   */
  public Map<String, Set<Permission>> usersAccesses() {
    return users;
  }

  /**
   * Returns what a user with an ID token may do under these accesses, as Liveblocks resolves it.
   *
   * @param user the user, with groups
   * @return the matrix, which also says why
   */
  public PermissionMatrix permissionsOf(LiveblocksUser user) {
    return PermissionMatrix.of(user, everyone, groups, users);
  }

  /** Two accesses are equal when all their permissions are, in any order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RoomAccesses that
        && everyone.equals(that.everyone)
        && groups.equals(that.groups)
        && users.equals(that.users);
  }

  @Override
  public int hashCode() {
    return Objects.hash(everyone, groups, users);
  }

  @Override
  public String toString() {
    return "RoomAccesses[defaultAccesses=%s, groupsAccesses=%s, usersAccesses=%s]"
        .formatted(everyone, groups, users);
  }
}
