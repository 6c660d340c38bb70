package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a user to Liveblocks. Immutable; each method that takes a value returns a new user, in
 * which it replaces the earlier one.
 *
 * <pre>{@code
 * LiveblocksUser user =
 *     LiveblocksUser.of("alice@acme.example")
 *         .groupIds("designers")
 *         .userInfo(Map.of("name", "Alice", "color", "#7c3aed"));
 * }</pre>
 *
 * @param userId {@code room.getSelf().id} in the browser; stable for this person. Liveblocks
 *     documents at most 128 characters
 * @param groupIds the groups whose room accesses the user shares (ID tokens only); unmodifiable, in
 *     the order given
 * @param organizationId the organization (tenant) in which the user acts; null for Liveblocks'
 *     default organization
 * @param userInfo what other users in the room may see of this user, {@code room.getSelf().info} in
 *     the browser: a map, or an object that JSON-B writes as a JSON object; null for nothing
 */
public record LiveblocksUser(
    String userId,
    Set<String> groupIds,
    @Nullable String organizationId,
    @Nullable Object userInfo) {

  /**
   * Checks the ids, and copies the groups.
   *
   * @throws IllegalArgumentException when an id is blank or has an unpaired surrogate
   */
  public LiveblocksUser {
    Checks.requireText("userId", userId);
    groupIds.forEach(id -> Checks.requireText("groupId", id));
    groupIds =
        groupIds.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(groupIds));
    if (organizationId != null) {
      Checks.requireText("organizationId", organizationId);
    }
  }

  /**
   * Returns a user with nothing but an id.
   *
   * @param userId the user's id
   * @return the user
   * @throws IllegalArgumentException when the id is blank or has an unpaired surrogate
   */
  public static LiveblocksUser of(String userId) {
    return new LiveblocksUser(userId, Set.of(), null, null);
  }

  /**
   * Returns this user with groups, in place of any before.
   *
   * @param groupIds ids of groups, as the rooms' {@code groupsAccesses} name them
   * @return a new user
   * @throws IllegalArgumentException when an id is blank or has an unpaired surrogate
   */
  public LiveblocksUser groupIds(String... groupIds) {
    return groupIds(Arrays.asList(groupIds));
  }

  /**
   * Returns this user with groups, in place of any before.
   *
   * @param groupIds ids of groups, as the rooms' {@code groupsAccesses} name them
   * @return a new user
   * @throws IllegalArgumentException when an id is blank or has an unpaired surrogate
   */
  public LiveblocksUser groupIds(Collection<String> groupIds) {
    return new LiveblocksUser(userId, new LinkedHashSet<>(groupIds), organizationId, userInfo);
  }

  /**
   * Returns this user in an organization (tenant).
   *
   * @param organizationId its id; null for Liveblocks' default organization
   * @return a new user
   * @throws IllegalArgumentException when the id is blank or has an unpaired surrogate
   */
  public LiveblocksUser organizationId(@Nullable String organizationId) {
    return new LiveblocksUser(userId, groupIds, organizationId, userInfo);
  }

  /**
   * Returns this user with what others in the room may see. Everyone in the room can read it: no
   * secrets.
   *
   * @param userInfo a map, or any object that JSON-B writes as a JSON object (a record, a bean);
   *     not copied, so it should not change any more. Liveblocks documents at most 1,024 characters
   *     of JSON. Null for nothing
   * @return a new user
   */
  public LiveblocksUser userInfo(@Nullable Object userInfo) {
    return new LiveblocksUser(userId, groupIds, organizationId, userInfo);
  }

  /** Returns ids only: the info is personal data. */
  @Override
  public String toString() {
    return Masking.line(
        "LiveblocksUser[userId=%s, groupIds=%s, organizationId=%s]"
            .formatted(userId, groupIds, organizationId),
        1_000);
  }
}
