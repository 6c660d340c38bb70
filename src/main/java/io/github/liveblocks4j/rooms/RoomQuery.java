package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.Url;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms to list. Immutable; the methods that take a value return a new query.
 *
 * <pre>{@code
 * RoomQuery query =
 *     RoomQuery.all()
 *         .userId("alice")
 *         .groupIds("designers")
 *         .roomIdStartsWith("acme:")
 *         .metadata("type", "whiteboard");
 * }</pre>
 *
 * <p>Liveblocks combines the conditions so: a room is listed when the user <em>or</em> one of the
 * groups has an entry in its accesses, <em>and</em> everything else matches. Rooms come newest
 * first.
 *
 * @param userId lists rooms in whose {@code usersAccesses} this user has an entry; null for no such
 *     condition
 * @param groupIds lists rooms in whose {@code groupsAccesses} one of these groups has an entry;
 *     without commas, by which the request separates them
 * @param organizationId lists rooms of this organization (tenant); null for no such condition
 * @param roomIdPrefix lists rooms whose id begins with this text; null for no such condition
 * @param metadata lists rooms with all these entries in their metadata
 * @param page the page to begin with, and the size of all pages
 */
public record RoomQuery(
    @Nullable String userId,
    Set<String> groupIds,
    @Nullable String organizationId,
    @Nullable String roomIdPrefix,
    Map<String, String> metadata,
    PageRequest page) {

  private static final RoomQuery ALL =
      new RoomQuery(null, Set.of(), null, null, Map.of(), PageRequest.first());

  /**
   * Checks the conditions, and copies the collections.
   *
   * @param userId a user's id, or null
   * @param groupIds groups' ids
   * @param organizationId an organization's id, or null
   * @param roomIdPrefix the beginning of the rooms' ids, or null
   * @param metadata entries of the metadata
   * @param page the page to begin with, and the size of all pages
   * @throws IllegalArgumentException when an id is blank, when a group's id has a comma, when the
   *     prefix or a key of metadata is empty, or when a text has an unpaired surrogate
   */
  public RoomQuery {
    if (userId != null) {
      Checks.requireText("userId", userId);
    }
    groupIds.forEach(RoomQuery::requireGroupId);
    groupIds = Collections.unmodifiableSet(new LinkedHashSet<>(groupIds));
    if (organizationId != null) {
      Checks.requireText("organizationId", organizationId);
    }
    if (roomIdPrefix != null) {
      requireNotEmpty("the prefix of room ids", roomIdPrefix);
    }
    metadata.forEach(
        (key, value) -> RoomMetadata.value(requireNotEmpty("a metadata key", key), value));
    metadata = Copies.of(metadata);
  }

  private static void requireGroupId(String groupId) {
    if (Checks.requireText("groupId", groupId).contains(",")) {
      throw new IllegalArgumentException(
          "rooms cannot be listed by group %s: its id has a comma, by which the request separates ids"
              .formatted(Masking.quoted(groupId)));
    }
  }

  private static String requireNotEmpty(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty: Liveblocks refuses it");
    }
    return Checks.requireWellFormed(name, value);
  }

  /**
   * Returns the query for every room of the project.
   *
   * @return a query without conditions
   */
  public static RoomQuery all() {
    return ALL;
  }

  /**
   * Returns this query for rooms in whose {@code usersAccesses} a user has an entry.
   *
   * @param userId the user's id
   * @return a new query
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomQuery userId(String userId) {
    return new RoomQuery(userId, groupIds, organizationId, roomIdPrefix, metadata, page);
  }

  /**
   * Returns this query for rooms in whose {@code groupsAccesses} one of these groups, or of those
   * given before, has an entry.
   *
   * @param groupIds the groups' ids
   * @return a new query
   * @throws IllegalArgumentException when an id is blank or has a comma
   */
  public RoomQuery groupIds(String... groupIds) {
    return groupIds(Arrays.asList(groupIds));
  }

  /**
   * Returns this query for rooms in whose {@code groupsAccesses} one of these groups, or of those
   * given before, has an entry.
   *
   * @param groupIds the groups' ids
   * @return a new query
   * @throws IllegalArgumentException when an id is blank or has a comma
   */
  public RoomQuery groupIds(Collection<String> groupIds) {
    Set<String> all = new LinkedHashSet<>(this.groupIds);
    all.addAll(groupIds);
    return new RoomQuery(userId, all, organizationId, roomIdPrefix, metadata, page);
  }

  /**
   * Returns this query for rooms of one organization (tenant).
   *
   * @param organizationId its id
   * @return a new query
   * @throws IllegalArgumentException when the id is blank
   */
  public RoomQuery organizationId(String organizationId) {
    return new RoomQuery(userId, groupIds, organizationId, roomIdPrefix, metadata, page);
  }

  /**
   * Returns this query for rooms whose id begins with a text.
   *
   * @param prefix any text, taken literally
   * @return a new query
   * @throws IllegalArgumentException when the prefix is empty
   */
  public RoomQuery roomIdStartsWith(String prefix) {
    return new RoomQuery(userId, groupIds, organizationId, prefix, metadata, page);
  }

  /**
   * Returns this query for rooms with an entry in their metadata. All keys must match; the same key
   * again replaces the value. Liveblocks compares strings only: an entry that is a list never
   * matches. It knows no other comparison for metadata of rooms.
   *
   * @param key the entry's key, taken literally
   * @param value the entry's value, taken literally
   * @return a new query
   * @throws IllegalArgumentException when the key is empty
   */
  public RoomQuery metadata(String key, String value) {
    return new RoomQuery(
        userId, groupIds, organizationId, roomIdPrefix, Copies.with(metadata, key, value), page);
  }

  /**
   * Returns this query with a number of rooms on each page.
   *
   * @param pageSize 1 to 100; Liveblocks' default is 20
   * @return a new query
   * @throws IllegalArgumentException when it is out of range
   */
  public RoomQuery pageSize(int pageSize) {
    return withPage(page.pageSize(pageSize));
  }

  /**
   * Returns this query, to begin after the last room of an earlier page.
   *
   * @param cursor {@link Page#nextCursor} of that page
   * @return a new query
   * @throws IllegalArgumentException when the cursor is blank
   */
  public RoomQuery startingAfter(String cursor) {
    return withPage(page.startingAfter(cursor));
  }

  private RoomQuery withPage(PageRequest page) {
    return new RoomQuery(userId, groupIds, organizationId, roomIdPrefix, metadata, page);
  }

  /**
   * Returns the conditions on metadata and room id in Liveblocks' query language, values quoted and
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

  Url url() {
    return page.addTo(new Url("/v2/rooms"))
        .query("userId", userId)
        .query("groupIds", groupIds.isEmpty() ? null : String.join(",", groupIds))
        .query("organizationId", organizationId)
        .query("query", filter());
  }

  /** Returns the path and query of the request. */
  @Override
  public String toString() {
    return "RoomQuery[" + url().build() + "]";
  }
}
