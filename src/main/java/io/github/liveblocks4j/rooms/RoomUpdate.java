package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * resource; anything else, a blank id or key, and text with an unpaired surrogate are an {@link
 * IllegalArgumentException} that names the entry.
 */
public final class RoomUpdate {

  private static final String METADATA = "metadata";
  private static final RoomUpdate NONE = new RoomUpdate(null, Map.of());

  private final @Nullable List<String> everyone;

  /** By member of the request and key: scopes, or the value of metadata; null removes an entry. */
  private final Map<String, Map<String, @Nullable Object>> entries;

  private RoomUpdate(
      @Nullable List<String> everyone, Map<String, Map<String, @Nullable Object>> entries) {
    this.everyone = everyone;
    this.entries = entries;
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
   * Returns the update that sets the default, and the entries of all groups and users that these
   * accesses name. Entries of others stay: remove them by name.
   *
   * @param accesses the accesses
   * @return the update
   */
  public static RoomUpdate of(RoomAccesses accesses) {
    return new RoomUpdate(scopes(accesses.defaultAccesses()), Map.of())
        .with(RoomAccesses.GROUPS, scopes(accesses.groupsAccesses()))
        .with(RoomAccesses.USERS, scopes(accesses.usersAccesses()));
  }

  private static Map<String, List<String>> scopes(Map<String, Set<Permission>> accesses) {
    Map<String, List<String>> scopes = new LinkedHashMap<>();
    accesses.forEach((id, permissions) -> scopes.put(id, scopes(permissions)));
    return scopes;
  }

  private static List<String> scopes(Set<Permission> permissions) {
    return permissions.stream().map(Permission::scope).toList();
  }

  /**
   * Sets what everyone may do.
   *
   * @param permissions the permissions; none for no access
   * @return a new update
   */
  public RoomUpdate allowEveryone(Permission... permissions) {
    return new RoomUpdate(scopes(RoomAccesses.valid(RoomAccesses.DEFAULT, permissions)), entries);
  }

  /**
   * Sets what members of a group may do.
   *
   * @param groupId the group's id
   * @param permissions the permissions; none for no access of its own
   * @return a new update
   */
  public RoomUpdate allowGroup(String groupId, Permission... permissions) {
    return allow(RoomAccesses.GROUPS, groupId, permissions);
  }

  /**
   * Removes the entry of a group, whether there is one or not.
   *
   * @param groupId the group's id
   * @return a new update
   */
  public RoomUpdate removeGroup(String groupId) {
    return remove(RoomAccesses.GROUPS, groupId);
  }

  /**
   * Sets what a user may do.
   *
   * @param userId the user's id
   * @param permissions the permissions; none for no access of their own
   * @return a new update
   */
  public RoomUpdate allowUser(String userId, Permission... permissions) {
    return allow(RoomAccesses.USERS, userId, permissions);
  }

  /**
   * Removes the entry of a user, whether there is one or not.
   *
   * @param userId the user's id
   * @return a new update
   */
  public RoomUpdate removeUser(String userId) {
    return remove(RoomAccesses.USERS, userId);
  }

  /**
   * Sets an entry of the metadata.
   *
   * @param key the entry's key
   * @param value the entry's value
   * @return a new update
   */
  public RoomUpdate metadata(String key, String value) {
    return with(METADATA, RoomMetadata.entry(key, value));
  }

  /**
   * Sets an entry of the metadata to a list.
   *
   * @param key the entry's key
   * @param values the entry's values
   * @return a new update
   */
  public RoomUpdate metadata(String key, List<String> values) {
    return with(METADATA, RoomMetadata.entry(key, values));
  }

  RoomUpdate metadata(RoomMetadata metadata) {
    return with(METADATA, metadata.entries());
  }

  /**
   * Removes an entry of the metadata, whether there is one or not.
   *
   * @param key the entry's key
   * @return a new update
   */
  public RoomUpdate removeMetadata(String key) {
    return with(METADATA, Copies.with(Map.of(), RoomMetadata.requireKey(key), null));
  }

  private RoomUpdate allow(String level, String id, Permission... permissions) {
    return with(level, Map.of(id, scopes(RoomAccesses.entry(level, id, permissions))));
  }

  private RoomUpdate remove(String level, String id) {
    RoomAccesses.requireId(level, id);
    return with(level, Copies.with(Map.of(), id, null));
  }

  private RoomUpdate with(String member, Map<String, ? extends @Nullable Object> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(entries.getOrDefault(member, Map.of()));
    all.putAll(changes);
    return new RoomUpdate(everyone, Copies.with(entries, member, all));
  }

  JsonObjectBuilder toJson(Json json) {
    return addTo(json.object(), json);
  }

  /** Adds the changes to the body of a request. */
  JsonObjectBuilder addTo(JsonObjectBuilder body, Json json) {
    if (everyone != null) {
      body.add(RoomAccesses.DEFAULT, json.array(everyone));
    }
    entries.forEach((member, changes) -> body.add(member, json.object(changes)));
    return body;
  }

  /** Two updates are equal when they make the same changes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RoomUpdate that
        && Objects.equals(everyone, that.everyone)
        && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return Objects.hash(everyone, entries);
  }

  /** Returns no values of metadata, which can be personal data. */
  @Override
  public String toString() {
    return "RoomUpdate[defaultAccesses=%s, groupsAccesses=%s, usersAccesses=%s, metadata of %s]"
        .formatted(
            everyone,
            entries.getOrDefault(RoomAccesses.GROUPS, Map.of()),
            entries.getOrDefault(RoomAccesses.USERS, Map.of()),
            entries.getOrDefault(METADATA, Map.of()).keySet());
  }
}
