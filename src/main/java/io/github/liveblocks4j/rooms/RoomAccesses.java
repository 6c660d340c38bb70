package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.auth.PermissionSet;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Limits;
import io.github.liveblocks4j.internal.Masking;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a room, for users with ID tokens: everybody, members of groups, single users.
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
 * Permission#WRITE}) and at most one for each other resource; anything else is an {@link
 * IllegalArgumentException} that names the entry.
 *
 * <p>A later level overrides an earlier one, resource by resource: groups override the default, the
 * user overrides both. An empty set says nothing, so it takes nothing away: nobody can be shut out
 * of a room that everybody may read. {@link #permissionsOf} tells what comes out for a user.
 *
 * @param defaultAccesses what everybody may do; empty for no access
 * @param groupsAccesses what members of groups may do, by group id; unmodifiable
 * @param usersAccesses what single users may do, by user id; unmodifiable
 */
public record RoomAccesses(
    PermissionSet defaultAccesses,
    Map<String, PermissionSet> groupsAccesses,
    Map<String, PermissionSet> usersAccesses) {

  private static final RoomAccesses NONE =
      new RoomAccesses(PermissionSet.none(), Map.of(), Map.of());

  /**
   * Copies the maps.
   *
   * @param defaultAccesses what everybody may do
   * @param groupsAccesses what members of groups may do, by group id
   * @param usersAccesses what single users may do, by user id
   */
  public RoomAccesses {
    groupsAccesses = Copies.of(groupsAccesses);
    usersAccesses = Copies.of(usersAccesses);
  }

  /**
   * Returns accesses for nobody: a private room.
   *
   * @return the empty accesses
   */
  public static RoomAccesses none() {
    return NONE;
  }

  /**
   * Returns these accesses with what everybody may do set, or replaced.
   *
   * @param permissions the permissions; none for no access
   * @return new accesses
   * @throws IllegalArgumentException when the permissions are not valid
   */
  public RoomAccesses allowEveryone(Permission... permissions) {
    return allowEveryone(everyone(permissions));
  }

  /**
   * Returns these accesses with what everybody may do set, or replaced.
   *
   * @param permissions the permissions
   * @return new accesses
   */
  public RoomAccesses allowEveryone(PermissionSet permissions) {
    return new RoomAccesses(permissions, groupsAccesses, usersAccesses);
  }

  /**
   * Returns these accesses with those of one group set, or replaced.
   *
   * @param groupId the group's id, as {@link LiveblocksUser#groupIds} names it
   * @param permissions the permissions; none for no access of its own
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid
   */
  public RoomAccesses allowGroup(String groupId, Permission... permissions) {
    return allowGroup(groupId, group(groupId, permissions));
  }

  /**
   * Returns these accesses with those of one group set, or replaced.
   *
   * @param groupId the group's id, as {@link LiveblocksUser#groupIds} names it
   * @param permissions the permissions
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomAccesses allowGroup(String groupId, PermissionSet permissions) {
    Checks.requireText("an id in groupsAccesses", groupId);
    return new RoomAccesses(
        defaultAccesses, Copies.with(groupsAccesses, groupId, permissions), usersAccesses);
  }

  /**
   * Returns these accesses with those of one user set, or replaced.
   *
   * @param userId the user's id, as {@link LiveblocksUser#userId} names it
   * @param permissions the permissions; none for no access of their own
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid
   */
  public RoomAccesses allowUser(String userId, Permission... permissions) {
    return allowUser(userId, user(userId, permissions));
  }

  /**
   * Returns these accesses with those of one user set, or replaced.
   *
   * @param userId the user's id, as {@link LiveblocksUser#userId} names it
   * @param permissions the permissions
   * @return new accesses
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomAccesses allowUser(String userId, PermissionSet permissions) {
    Checks.requireText("an id in usersAccesses", userId);
    return new RoomAccesses(
        defaultAccesses, groupsAccesses, Copies.with(usersAccesses, userId, permissions));
  }

  static PermissionSet everyone(Permission... permissions) {
    return Checks.named("defaultAccesses", () -> PermissionSet.of(permissions));
  }

  static PermissionSet group(String id, Permission... permissions) {
    return Checks.named(
        "groupsAccesses " + Masking.quoted(id), () -> PermissionSet.of(permissions));
  }

  static PermissionSet user(String id, Permission... permissions) {
    return Checks.named("usersAccesses " + Masking.quoted(id), () -> PermissionSet.of(permissions));
  }

  static RoomAccesses from(JsonObject room) {
    return new RoomAccesses(
        PermissionSet.lenient(RoomMetadata.strings(room.get("defaultAccesses"))),
        entries(room, "groupsAccesses"),
        entries(room, "usersAccesses"));
  }

  private static Map<String, PermissionSet> entries(JsonObject room, String name) {
    Map<String, PermissionSet> entries = new LinkedHashMap<>();
    if (room.get(name) instanceof JsonObject accesses) {
      accesses.forEach(
          (id, scopes) -> entries.put(id, PermissionSet.lenient(RoomMetadata.strings(scopes))));
    }
    return entries;
  }

  /** Adds what is stated to the body of a request; null removes an entry. */
  static void add(
      JsonObjectBuilder body,
      Json json,
      @Nullable PermissionSet everyone,
      Map<String, ? extends @Nullable PermissionSet> groups,
      Map<String, ? extends @Nullable PermissionSet> users) {
    if (everyone != null) {
      body.add("defaultAccesses", json.array(everyone.scopes()));
    }
    add(body, json, "groupsAccesses", groups);
    add(body, json, "usersAccesses", users);
  }

  private static void add(
      JsonObjectBuilder body,
      Json json,
      String name,
      Map<String, ? extends @Nullable PermissionSet> all) {
    if (all.isEmpty()) {
      return;
    }
    Limits.ACCESSES.check(name, all.size());
    Map<String, @Nullable List<String>> scopes = new LinkedHashMap<>();
    all.forEach(
        (id, permissions) -> {
          Limits.USER_ID.check("an id in " + name, id.length());
          scopes.put(id, permissions == null ? null : permissions.scopes());
        });
    body.add(name, json.object(scopes));
  }

  /**
   * Returns what a user with an ID token may do under these accesses, as Liveblocks resolves it.
   *
   * @param user the user, with groups
   * @return the matrix, which also says why
   */
  public PermissionMatrix permissionsOf(LiveblocksUser user) {
    return PermissionMatrix.of(user, defaultAccesses, groupsAccesses, usersAccesses);
  }
}
