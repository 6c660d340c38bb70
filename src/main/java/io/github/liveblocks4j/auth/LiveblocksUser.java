package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Checks;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user as Liveblocks shall know them. Immutable.
 *
 * <pre>{@code
 * LiveblocksUser user =
 *     LiveblocksUser.builder("alice@acme.example")
 *         .groupIds("designers")
 *         .userInfo(Map.of("name", "Alice", "color", "#7c3aed"))
 *         .build();
 * }</pre>
 */
public final class LiveblocksUser {

  private final String userId;
  private final Set<String> groupIds;
  private final @Nullable String organizationId;
  private final @Nullable Object userInfo;

  private LiveblocksUser(Builder builder) {
    this.userId = builder.userId;
    this.groupIds = Collections.unmodifiableSet(new LinkedHashSet<>(builder.groupIds));
    this.organizationId = builder.organizationId;
    this.userInfo = builder.userInfo;
  }

  /**
   * A user of whom only the id is known.
   *
   * @param userId what {@code room.getSelf().id} will be in the browser; stable for this person
   * @return the user
   * @throws IllegalArgumentException when {@code userId} is blank
   */
  public static LiveblocksUser of(String userId) {
    return builder(userId).build();
  }

  /**
   * Starts a user.
   *
   * @param userId what {@code room.getSelf().id} will be in the browser; stable for this person
   * @return a builder
   * @throws IllegalArgumentException when {@code userId} is blank
   */
  public static Builder builder(String userId) {
    return new Builder(userId);
  }

  /**
   * The id. Liveblocks documents at most 128 characters.
   *
   * @return never blank
   */
  public String userId() {
    return userId;
  }

  /**
   * The groups whose room accesses the user shares (ID tokens only).
   *
   * @return unmodifiable, in the order given; empty when there are none
   */
  public Set<String> groupIds() {
    return groupIds;
  }

  /**
   * The organization (tenant) the user acts in.
   *
   * @return empty for Liveblocks' default organization
   */
  public Optional<String> organizationId() {
    return Optional.ofNullable(organizationId);
  }

  /**
   * What other users in the room may see of this user: {@code room.getSelf().info} in the browser.
   *
   * @return a map, or an object that JSON-B writes as a JSON object
   */
  public Optional<Object> userInfo() {
    return Optional.ofNullable(userInfo);
  }

  /** Shows ids only: the info is personal data. */
  @Override
  public String toString() {
    return "LiveblocksUser[userId=%s, groupIds=%s, organizationId=%s]"
        .formatted(userId, groupIds, organizationId);
  }

  /** Collects what is known of a user. Not thread-safe. */
  public static final class Builder {

    private final String userId;
    private final Set<String> groupIds = new LinkedHashSet<>();
    private @Nullable String organizationId;
    private @Nullable Object userInfo;

    private Builder(String userId) {
      this.userId = Checks.requireText("userId", userId);
    }

    /**
     * Adds groups.
     *
     * @param groupIds ids of groups, as the rooms' {@code groupsAccesses} name them
     * @return this builder
     * @throws IllegalArgumentException when one is blank
     */
    public Builder groupIds(String... groupIds) {
      return groupIds(Arrays.asList(groupIds));
    }

    /**
     * Adds groups.
     *
     * @param groupIds ids of groups, as the rooms' {@code groupsAccesses} name them
     * @return this builder
     * @throws IllegalArgumentException when one is blank
     */
    public Builder groupIds(Collection<String> groupIds) {
      groupIds.forEach(id -> this.groupIds.add(Checks.requireText("groupId", id)));
      return this;
    }

    /**
     * Sets the organization (tenant).
     *
     * @param organizationId its id; null for Liveblocks' default organization
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder organizationId(@Nullable String organizationId) {
      this.organizationId =
          organizationId == null ? null : Checks.requireText("organizationId", organizationId);
      return this;
    }

    /**
     * Sets what others in the room may see. Everybody in the room can read it: no secrets.
     *
     * @param userInfo a map, or any object that JSON-B writes as a JSON object (a record, a bean);
     *     not copied, so it should not change any more. Liveblocks documents at most 1,024
     *     characters of JSON. Null for none
     * @return this builder
     */
    public Builder userInfo(@Nullable Object userInfo) {
      this.userInfo = userInfo;
      return this;
    }

    /**
     * The user.
     *
     * @return an immutable user
     */
    public LiveblocksUser build() {
      return new LiveblocksUser(this);
    }
  }
}
