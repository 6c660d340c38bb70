package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Url;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms to list. Immutable.
 *
 * <pre>{@code
 * RoomQuery query =
 *     RoomQuery.builder()
 *         .userId("alice")
 *         .groupIds("designers")
 *         .roomIdStartsWith("acme:")
 *         .metadata("type", "whiteboard")
 *         .build();
 * }</pre>
 *
 * <p>Liveblocks combines them so: a room is listed when the user <em>or</em> one of the groups has
 * an entry in its accesses, <em>and</em> everything else is as asked for. Rooms come newest first.
 */
public final class RoomQuery {

  private static final RoomQuery ALL = builder().build();

  private final @Nullable String userId;
  private final Set<String> groupIds;
  private final @Nullable String organizationId;
  private final @Nullable String roomIdPrefix;
  private final Map<String, String> metadata;
  private final @Nullable Integer pageSize;
  private final @Nullable String startingAfter;

  private RoomQuery(Builder builder) {
    this.userId = builder.userId;
    this.groupIds = new LinkedHashSet<>(builder.groupIds);
    this.organizationId = builder.organizationId;
    this.roomIdPrefix = builder.roomIdPrefix;
    this.metadata = new LinkedHashMap<>(builder.metadata);
    this.pageSize = builder.pageSize;
    this.startingAfter = builder.startingAfter;
  }

  /**
   * Every room of the project.
   *
   * @return a query without conditions
   */
  public static RoomQuery all() {
    return ALL;
  }

  /**
   * Starts a query without conditions.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The conditions on metadata and room id in Liveblocks' query language, values quoted and
   * escaped.
   *
   * @return for example {@code roomId^"acme:" AND metadata["type"]:"whiteboard"}; empty when there
   *     are no such conditions
   */
  public Optional<String> filter() {
    StringBuilder filter = new StringBuilder();
    if (roomIdPrefix != null) {
      filter.append("roomId^").append(quoted(roomIdPrefix));
    }
    metadata.forEach(
        (key, value) ->
            filter
                .append(filter.isEmpty() ? "" : " AND ")
                .append("metadata[")
                .append(quoted(key))
                .append("]:")
                .append(quoted(value)));
    return filter.isEmpty() ? Optional.empty() : Optional.of(filter.toString());
  }

  // The language knows \n, \r and \t; a backslash before anything else stands for that character.
  // Of all control characters, only a line feed may not stand in a string as it is.
  private static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }

  Optional<String> startingAfter() {
    return Optional.ofNullable(startingAfter);
  }

  /** Path and query of the request for the page that begins at a cursor. */
  String path(@Nullable String cursor) {
    return new Url("/v2/rooms")
        .query("limit", pageSize)
        .query("startingAfter", cursor)
        .query("userId", userId)
        .query("groupIds", groupIds.isEmpty() ? null : String.join(",", groupIds))
        .query("organizationId", organizationId)
        .query("query", filter())
        .build();
  }

  @Override
  public String toString() {
    return "RoomQuery[" + path(startingAfter) + "]";
  }

  /** Collects conditions; every method checks its argument. Not thread-safe. */
  public static final class Builder {

    private @Nullable String userId;
    private final Set<String> groupIds = new LinkedHashSet<>();
    private @Nullable String organizationId;
    private @Nullable String roomIdPrefix;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private @Nullable Integer pageSize;
    private @Nullable String startingAfter;

    private Builder() {}

    /**
     * Asks for rooms in whose {@code usersAccesses} a user has an entry.
     *
     * @param userId the user's id
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder userId(String userId) {
      this.userId = Checks.requireText("userId", userId);
      return this;
    }

    /**
     * Asks for rooms in whose {@code groupsAccesses} one of these groups has an entry, and adds to
     * groups asked for before.
     *
     * @param groupIds the groups' ids
     * @return this builder
     * @throws IllegalArgumentException when one is blank, or has a comma: the request separates
     *     them with commas and knows no way to escape one
     */
    public Builder groupIds(String... groupIds) {
      return groupIds(Arrays.asList(groupIds));
    }

    /**
     * Asks for rooms in whose {@code groupsAccesses} one of these groups has an entry, and adds to
     * groups asked for before.
     *
     * @param groupIds the groups' ids
     * @return this builder
     * @throws IllegalArgumentException when one is blank, or has a comma: the request separates
     *     them with commas and knows no way to escape one
     */
    public Builder groupIds(Collection<String> groupIds) {
      for (String groupId : groupIds) {
        if (Checks.requireText("groupId", groupId).contains(",")) {
          throw new IllegalArgumentException(
              "rooms cannot be listed by group '%s': its id has a comma".formatted(groupId));
        }
        this.groupIds.add(groupId);
      }
      return this;
    }

    /**
     * Asks for rooms of one organization (tenant).
     *
     * @param organizationId its id
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder organizationId(String organizationId) {
      this.organizationId = Checks.requireText("organizationId", organizationId);
      return this;
    }

    /**
     * Asks for rooms whose id begins so.
     *
     * @param prefix any text, taken literally
     * @return this builder
     * @throws IllegalArgumentException when it is empty, which Liveblocks refuses
     */
    public Builder roomIdStartsWith(String prefix) {
      if (prefix.isEmpty()) {
        throw new IllegalArgumentException("the prefix of room ids must not be empty");
      }
      this.roomIdPrefix = prefix;
      return this;
    }

    /**
     * Asks for rooms with an entry in their metadata. Several keys must all be as asked for; the
     * same key again replaces the value. Liveblocks compares strings only: an entry that is a list
     * never matches. It knows no other comparison for metadata of rooms.
     *
     * @param key the entry's key, taken literally
     * @param value the entry's value, taken literally
     * @return this builder
     * @throws IllegalArgumentException when the key is empty, which Liveblocks refuses
     */
    public Builder metadata(String key, String value) {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("the key of metadata must not be empty");
      }
      metadata.put(key, value);
      return this;
    }

    /**
     * Sets how many rooms Liveblocks puts on one page.
     *
     * @param pageSize 1 to 100; 20 when it is not set
     * @return this builder
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder pageSize(int pageSize) {
      this.pageSize = PageRequest.requirePageSize(pageSize);
      return this;
    }

    /**
     * Begins after the last room of an earlier page.
     *
     * @param cursor {@link Page#nextCursor} of that page
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder startingAfter(String cursor) {
      this.startingAfter = Checks.requireText("startingAfter", cursor);
      return this;
    }

    /**
     * The query.
     *
     * @return an immutable query
     */
    public RoomQuery build() {
      return new RoomQuery(this);
    }
  }
}
