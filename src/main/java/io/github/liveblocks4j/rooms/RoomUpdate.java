package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.internal.Checks;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a room. What is not named stays as it is. Immutable.
 *
 * <pre>{@code
 * RoomUpdate update =
 *     RoomUpdate.builder()
 *         .allowUser("bob", Permission.READ)
 *         .removeUser("eve")
 *         .metadata("title", "Plans")
 *         .build();
 * }</pre>
 */
public final class RoomUpdate {

  private final @Nullable Set<Permission> everyone;
  private final Map<String, @Nullable Set<Permission>> groups;
  private final Map<String, @Nullable Set<Permission>> users;
  private final Map<String, @Nullable Object> metadata;

  private RoomUpdate(Builder builder) {
    this.everyone = builder.everyone;
    this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(builder.groups));
    this.users = Collections.unmodifiableMap(new LinkedHashMap<>(builder.users));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
  }

  /**
   * Starts an update that changes nothing.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  Optional<Set<Permission>> defaultAccesses() {
    return Optional.ofNullable(everyone);
  }

  /** Null removes an entry; so in the two maps below. */
  Map<String, @Nullable Set<Permission>> groupsAccesses() {
    return groups;
  }

  Map<String, @Nullable Set<Permission>> usersAccesses() {
    return users;
  }

  Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  @Override
  public String toString() {
    return "RoomUpdate[default=%s, groups=%s, users=%s, metadata of %s]"
        .formatted(everyone, groups, users, metadata.keySet());
  }

  /** Collects changes; of two for the same entry, the later counts. Not thread-safe. */
  public static final class Builder {

    private @Nullable Set<Permission> everyone;
    private final Map<String, @Nullable Set<Permission>> groups = new LinkedHashMap<>();
    private final Map<String, @Nullable Set<Permission>> users = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets the default, and the entries of all groups and users that these accesses name. Entries
     * of others stay: remove them by name.
     *
     * @param accesses the accesses
     * @return this builder
     */
    public Builder accesses(RoomAccesses accesses) {
      everyone = accesses.defaultAccesses();
      groups.putAll(accesses.groupsAccesses());
      users.putAll(accesses.usersAccesses());
      return this;
    }

    /**
     * Sets what everybody may do.
     *
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the permissions are not valid; the message names the
     *     entry
     */
    public Builder allowEveryone(Permission... permissions) {
      return allowEveryone(Arrays.asList(permissions));
    }

    /**
     * Sets what everybody may do.
     *
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the permissions are not valid; the message names the
     *     entry
     */
    public Builder allowEveryone(Collection<Permission> permissions) {
      everyone = RoomAccesses.valid("defaultAccesses", permissions);
      return this;
    }

    /**
     * Sets what members of a group may do.
     *
     * @param groupId the group's id
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
     *     message names the entry
     */
    public Builder allowGroup(String groupId, Permission... permissions) {
      return allowGroup(groupId, Arrays.asList(permissions));
    }

    /**
     * Sets what members of a group may do.
     *
     * @param groupId the group's id
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
     *     message names the entry
     */
    public Builder allowGroup(String groupId, Collection<Permission> permissions) {
      set(groups, "groupsAccesses", groupId, permissions);
      return this;
    }

    /**
     * Removes the entry of a group, whether there is one or not.
     *
     * @param groupId the group's id
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder removeGroup(String groupId) {
      groups.put(Checks.requireText("groupId", groupId), null);
      return this;
    }

    /**
     * Sets what a user may do.
     *
     * @param userId the user's id
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
     *     message names the entry
     */
    public Builder allowUser(String userId, Permission... permissions) {
      return allowUser(userId, Arrays.asList(permissions));
    }

    /**
     * Sets what a user may do.
     *
     * @param userId the user's id
     * @param permissions none for no access; otherwise exactly one base permission, and at most one
     *     for each other resource
     * @return this builder
     * @throws IllegalArgumentException when the id is blank or the permissions are not valid; the
     *     message names the entry
     */
    public Builder allowUser(String userId, Collection<Permission> permissions) {
      set(users, "usersAccesses", userId, permissions);
      return this;
    }

    /**
     * Removes the entry of a user, whether there is one or not.
     *
     * @param userId the user's id
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder removeUser(String userId) {
      users.put(Checks.requireText("userId", userId), null);
      return this;
    }

    /**
     * Sets an entry of the metadata.
     *
     * @param key the entry's key
     * @param value the entry's value
     * @return this builder
     * @throws IllegalArgumentException when the key is blank
     */
    public Builder metadata(String key, String value) {
      metadata.put(Checks.requireText("a key of metadata", key), value);
      return this;
    }

    /**
     * Sets an entry of the metadata to a list.
     *
     * @param key the entry's key
     * @param values the entry's values
     * @return this builder
     * @throws IllegalArgumentException when the key is blank
     */
    public Builder metadata(String key, List<String> values) {
      metadata.put(Checks.requireText("a key of metadata", key), List.copyOf(values));
      return this;
    }

    /**
     * Removes an entry of the metadata, whether there is one or not.
     *
     * @param key the entry's key
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder removeMetadata(String key) {
      metadata.put(Checks.requireText("a key of metadata", key), null);
      return this;
    }

    /**
     * The update.
     *
     * @return an immutable update
     */
    public RoomUpdate build() {
      return new RoomUpdate(this);
    }

    private static void set(
        Map<String, @Nullable Set<Permission>> entries,
        String name,
        String id,
        Collection<Permission> permissions) {
      entries.put(
          Checks.requireText("an id in " + name, id),
          RoomAccesses.valid(name + " '" + id + "'", permissions));
    }
  }
}
