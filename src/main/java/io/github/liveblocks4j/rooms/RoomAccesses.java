package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.PermissionSets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what in a room, for users with ID tokens: everybody, members of groups, single users.
 * Immutable; every {@code allow} gives new accesses.
 *
 * <pre>{@code
 * RoomAccesses accesses =
 *     RoomAccesses.none()
 *         .allowEveryone(Permission.READ)
 *         .allowGroup("designers", Permission.WRITE)
 *         .allowUser("alice", Permission.WRITE, Permission.COMMENTS_READ);
 * }</pre>
 *
 * <p>A later level overrides an earlier one, resource by resource: groups override the default, the
 * user overrides both. An empty set says nothing, so it takes nothing away: nobody can be shut out
 * of a room that everybody may read. {@link #permissionsOf} tells what comes out for a user.
 */
public final class RoomAccesses {

  private static final RoomAccesses NONE = new RoomAccesses(Set.of(), Map.of(), Map.of());

  private final Set<Permission> everyone;
  private final Map<String, Set<Permission>> groups;
  private final Map<String, Set<Permission>> users;

  /** Not validated: what Liveblocks holds may be older than its rules. */
  RoomAccesses(
      Set<Permission> everyone,
      Map<String, Set<Permission>> groups,
      Map<String, Set<Permission>> users) {
    this.everyone = everyone;
    this.groups = groups;
    this.users = users;
  }

  /**
   * Accesses for nobody: a private room.
   *
   * @return the empty accesses
   */
  public static RoomAccesses none() {
    return NONE;
  }

  /**
   * These accesses with another default.
   *
   * @param permissions none for no access; otherwise exactly one base permission ({@link
   *     Permission#READ} or {@link Permission#WRITE}), and at most one for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the permissions are not valid; the message names the
   *     entry
   */
  public RoomAccesses allowEveryone(Permission... permissions) {
    return allowEveryone(Arrays.asList(permissions));
  }

  /**
   * These accesses with another default, of permissions that were put together elsewhere.
   *
   * @param permissions none for no access; otherwise exactly one base permission, and at most one
   *     for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the permissions are not valid; the message names the
   *     entry
   */
  public RoomAccesses allowEveryone(Collection<Permission> permissions) {
    return new RoomAccesses(valid("defaultAccesses", permissions), groups, users);
  }

  /**
   * These accesses with those of one group set, or replaced.
   *
   * @param groupId the group's id, as {@link LiveblocksUser#groupIds} names it
   * @param permissions none for no access; otherwise exactly one base permission, and at most one
   *     for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
   *     message names the entry
   */
  public RoomAccesses allowGroup(String groupId, Permission... permissions) {
    return allowGroup(groupId, Arrays.asList(permissions));
  }

  /**
   * These accesses with those of one group set, or replaced, by permissions that were put together
   * elsewhere.
   *
   * @param groupId the group's id, as {@link LiveblocksUser#groupIds} names it
   * @param permissions none for no access; otherwise exactly one base permission, and at most one
   *     for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
   *     message names the entry
   */
  public RoomAccesses allowGroup(String groupId, Collection<Permission> permissions) {
    return new RoomAccesses(everyone, with(groups, "groupsAccesses", groupId, permissions), users);
  }

  /**
   * These accesses with those of one user set, or replaced.
   *
   * @param userId the user's id, as {@link LiveblocksUser#userId} names it
   * @param permissions none for no access; otherwise exactly one base permission, and at most one
   *     for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
   *     message names the entry
   */
  public RoomAccesses allowUser(String userId, Permission... permissions) {
    return allowUser(userId, Arrays.asList(permissions));
  }

  /**
   * These accesses with those of one user set, or replaced, by permissions that were put together
   * elsewhere.
   *
   * @param userId the user's id, as {@link LiveblocksUser#userId} names it
   * @param permissions none for no access; otherwise exactly one base permission, and at most one
   *     for each other resource
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
   *     message names the entry
   */
  public RoomAccesses allowUser(String userId, Collection<Permission> permissions) {
    return new RoomAccesses(everyone, groups, with(users, "usersAccesses", userId, permissions));
  }

  private static Map<String, Set<Permission>> with(
      Map<String, Set<Permission>> entries,
      String name,
      String id,
      Collection<Permission> permissions) {
    Map<String, Set<Permission>> more = new LinkedHashMap<>(entries);
    more.put(
        Checks.requireText("an id in " + name, id), valid(name + " '" + id + "'", permissions));
    return Collections.unmodifiableMap(more);
  }

  static Set<Permission> valid(String where, Collection<Permission> permissions) {
    PermissionSets.requireValidOrEmpty(where, permissions);
    return Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
  }

  /**
   * What everybody may do.
   *
   * @return unmodifiable; empty for no access
   */
  public Set<Permission> defaultAccesses() {
    return everyone;
  }

  /**
   * What members of groups may do.
   *
   * @return an unmodifiable map by group id
   */
  public Map<String, Set<Permission>> groupsAccesses() {
    return groups;
  }

  /**
   * What single users may do.
   *
   * @return an unmodifiable map by user id
   */
  public Map<String, Set<Permission>> usersAccesses() {
    return users;
  }

  /**
   * What a user with an ID token may do under these accesses, as Liveblocks resolves it.
   *
   * @param user the user, with groups
   * @return the matrix, which also says why
   */
  public PermissionMatrix permissionsOf(LiveblocksUser user) {
    return PermissionMatrix.of(user, everyone, groups, users);
  }

  /** Two accesses are equal when they have the same entries, in any order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RoomAccesses accesses
        && everyone.equals(accesses.everyone)
        && groups.equals(accesses.groups)
        && users.equals(accesses.users);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * everyone.hashCode() + groups.hashCode()) + users.hashCode();
  }

  @Override
  public String toString() {
    return "RoomAccesses[default=" + everyone + ", groups=" + groups + ", users=" + users + "]";
  }
}
