package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionSet;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a room. What is not named stays as it is. Immutable; every method returns a new
 * update, and of two changes of the same entry the later counts.
 *
 * <pre>{@code
 * RoomUpdate update =
 *     RoomUpdate.none()
 *         .allowUser("bob", Permission.READ)
 *         .removeUser("eve")
 *         .metadata("title", "Plans");
 * }</pre>
 *
 * <p>Permissions are none at all, or exactly one base permission and at most one for each other
 * resource; anything else is an {@link IllegalArgumentException} that names the entry.
 *
 * @param defaultAccesses what everybody may do; null leaves it as it is
 * @param groupsAccesses the groups' entries to set; null removes one
 * @param usersAccesses the users' entries to set; null removes one
 * @param metadata the metadata to set, strings or lists of strings; null removes an entry
 */
public record RoomUpdate(
    @Nullable PermissionSet defaultAccesses,
    Map<String, @Nullable PermissionSet> groupsAccesses,
    Map<String, @Nullable PermissionSet> usersAccesses,
    Map<String, @Nullable Object> metadata) {

  private static final RoomUpdate NONE = new RoomUpdate(null, Map.of(), Map.of(), Map.of());

  /**
   * Copies the maps.
   *
   * @param defaultAccesses what everybody may do, or null
   * @param groupsAccesses the groups' entries
   * @param usersAccesses the users' entries
   * @param metadata the metadata
   */
  public RoomUpdate {
    groupsAccesses = Copies.of(groupsAccesses);
    usersAccesses = Copies.of(usersAccesses);
    metadata = Copies.of(metadata);
  }

  /**
   * Returns the update that changes nothing.
   *
   * @return the empty update
   */
  public static RoomUpdate none() {
    return NONE;
  }

  /**
   * Sets the default, and the entries of all groups and users that these accesses name. Entries of
   * others stay: remove them by name.
   *
   * @param accesses the accesses
   * @return a new update
   */
  public RoomUpdate accesses(RoomAccesses accesses) {
    return new RoomUpdate(
        accesses.defaultAccesses(),
        Copies.withAll(groupsAccesses, accesses.groupsAccesses()),
        Copies.withAll(usersAccesses, accesses.usersAccesses()),
        metadata);
  }

  /**
   * Sets what everybody may do.
   *
   * @param permissions the permissions; none for no access
   * @return a new update
   * @throws IllegalArgumentException when the permissions are not valid
   */
  public RoomUpdate allowEveryone(Permission... permissions) {
    return allowEveryone(RoomAccesses.everyone(permissions));
  }

  /**
   * Sets what everybody may do.
   *
   * @param permissions the permissions
   * @return a new update
   */
  public RoomUpdate allowEveryone(PermissionSet permissions) {
    return new RoomUpdate(permissions, groupsAccesses, usersAccesses, metadata);
  }

  /**
   * Sets what members of a group may do.
   *
   * @param groupId the group's id
   * @param permissions the permissions; none for no access of its own
   * @return a new update
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid
   */
  public RoomUpdate allowGroup(String groupId, Permission... permissions) {
    return allowGroup(groupId, RoomAccesses.group(groupId, permissions));
  }

  /**
   * Sets what members of a group may do.
   *
   * @param groupId the group's id
   * @param permissions the permissions
   * @return a new update
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomUpdate allowGroup(String groupId, PermissionSet permissions) {
    return group(groupId, permissions);
  }

  /**
   * Removes the entry of a group, whether there is one or not.
   *
   * @param groupId the group's id
   * @return a new update
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomUpdate removeGroup(String groupId) {
    return group(groupId, null);
  }

  private RoomUpdate group(String id, @Nullable PermissionSet permissions) {
    Checks.requireText("an id in groupsAccesses", id);
    return new RoomUpdate(
        defaultAccesses, Copies.with(groupsAccesses, id, permissions), usersAccesses, metadata);
  }

  /**
   * Sets what a user may do.
   *
   * @param userId the user's id
   * @param permissions the permissions; none for no access of their own
   * @return a new update
   * @throws IllegalArgumentException when the id is blank or the permissions are not valid
   */
  public RoomUpdate allowUser(String userId, Permission... permissions) {
    return allowUser(userId, RoomAccesses.user(userId, permissions));
  }

  /**
   * Sets what a user may do.
   *
   * @param userId the user's id
   * @param permissions the permissions
   * @return a new update
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomUpdate allowUser(String userId, PermissionSet permissions) {
    return user(userId, permissions);
  }

  /**
   * Removes the entry of a user, whether there is one or not.
   *
   * @param userId the user's id
   * @return a new update
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomUpdate removeUser(String userId) {
    return user(userId, null);
  }

  private RoomUpdate user(String id, @Nullable PermissionSet permissions) {
    Checks.requireText("an id in usersAccesses", id);
    return new RoomUpdate(
        defaultAccesses, groupsAccesses, Copies.with(usersAccesses, id, permissions), metadata);
  }

  /**
   * Sets an entry of the metadata.
   *
   * @param key the entry's key
   * @param value the entry's value
   * @return a new update
   * @throws IllegalArgumentException when the key is blank, or one of them has an unpaired
   *     surrogate
   */
  public RoomUpdate metadata(String key, String value) {
    return withMetadata(key, RoomMetadata.value(key, value));
  }

  /**
   * Sets an entry of the metadata to a list.
   *
   * @param key the entry's key
   * @param values the entry's values
   * @return a new update
   * @throws IllegalArgumentException when the key is blank, or one of them has an unpaired
   *     surrogate
   */
  public RoomUpdate metadata(String key, List<String> values) {
    return withMetadata(key, RoomMetadata.values(key, values));
  }

  /**
   * Removes an entry of the metadata, whether there is one or not.
   *
   * @param key the entry's key
   * @return a new update
   * @throws IllegalArgumentException when the key is blank
   */
  public RoomUpdate removeMetadata(String key) {
    return withMetadata(key, null);
  }

  private RoomUpdate withMetadata(String key, @Nullable Object value) {
    return new RoomUpdate(
        defaultAccesses,
        groupsAccesses,
        usersAccesses,
        Copies.with(metadata, RoomMetadata.key(key), value));
  }

  JsonObjectBuilder toJson(Json json) {
    JsonObjectBuilder body = json.object();
    RoomAccesses.add(body, json, defaultAccesses, groupsAccesses, usersAccesses);
    RoomMetadata.add(body, json, metadata);
    return body;
  }

  /** Returns no values of metadata, which can be personal data. */
  @Override
  public String toString() {
    return "RoomUpdate[defaultAccesses=%s, groupsAccesses=%s, usersAccesses=%s, metadata of %s]"
        .formatted(defaultAccesses, groupsAccesses, usersAccesses, metadata.keySet());
  }
}
