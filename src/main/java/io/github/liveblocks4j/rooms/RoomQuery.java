package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.Url;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
 * <p>Values are quoted and escaped: text that a user enters is compared, and nothing else. Each
 * method that takes a value replaces the earlier one; {@link #metadata}, that of the same key. A
 * blank id or cursor, an empty prefix or key, an id of a group with a comma, by which the request
 * separates them, and a number out of range are an {@link IllegalArgumentException}.
 */
public final class RoomQuery {

  private static final RoomQuery ALL = new RoomQuery(Map.of(), Map.of());

  /** The parameters of the request, by name. */
  private final Map<String, Object> parameters;

  /** In Liveblocks' query language, the quoted values by what is compared with them. */
  private final Map<String, String> conditions;

  private RoomQuery(Map<String, Object> parameters, Map<String, String> conditions) {
    this.parameters = parameters;
    this.conditions = conditions;
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
   */
  public RoomQuery userId(String userId) {
    return with("userId", Checks.requireText("userId", userId));
  }

  /**
   * Returns this query for rooms in whose {@code groupsAccesses} one of these groups has an entry.
   *
   * @param groupIds the groups' ids; none for no such condition
   * @return a new query
   */
  public RoomQuery groupIds(String... groupIds) {
    return groupIds(Arrays.asList(groupIds));
  }

  /**
   * Returns this query for rooms in whose {@code groupsAccesses} one of these groups has an entry.
   *
   * @param groupIds the groups' ids; none for no such condition
   * @return a new query
   */
  public RoomQuery groupIds(Collection<String> groupIds) {
    for (String groupId : groupIds) {
      if (Checks.requireText("groupId", groupId).contains(",")) {
        throw new IllegalArgumentException(
            "rooms cannot be listed by group %s: its id has a comma, by which the request separates ids"
                .formatted(Masking.quoted(groupId)));
      }
    }
    return with("groupIds", String.join(",", new LinkedHashSet<>(groupIds)));
  }

  /**
   * Returns this query for rooms of one organization (tenant).
   *
   * @param organizationId its id
   * @return a new query
   */
  public RoomQuery organizationId(String organizationId) {
    return with("organizationId", Checks.requireText("organizationId", organizationId));
  }

  /**
   * Returns this query for rooms whose id begins with a text.
   *
   * @param prefix any text, taken literally
   * @return a new query
   */
  public RoomQuery roomIdStartsWith(String prefix) {
    return where("roomId^", requireNotEmpty("the prefix of room ids", prefix));
  }

  /**
   * Returns this query for rooms with an entry in their metadata. All keys must match; the same key
   * again replaces the value. Liveblocks compares strings only: an entry that is a list never
   * matches. It knows no other comparison for metadata of rooms.
   *
   * @param key the entry's key, taken literally
   * @param value the entry's value, taken literally
   * @return a new query
   */
  public RoomQuery metadata(String key, String value) {
    String compared = "metadata[" + quoted(requireNotEmpty("a metadata key", key)) + "]:";
    return where(compared, RoomMetadata.requireValue(key, value));
  }

  /**
   * Returns this query with a number of rooms on each page.
   *
   * @param pageSize 1 to 100; Liveblocks' default is 20
   * @return a new query
   */
  public RoomQuery pageSize(int pageSize) {
    return with("limit", Page.requireSize(pageSize));
  }

  /**
   * Returns this query, to begin after the last room of an earlier page.
   *
   * @param cursor {@link Page#nextCursor} of that page
   * @return a new query
   */
  public RoomQuery startingAfter(String cursor) {
    return with("startingAfter", Checks.requireText("startingAfter", cursor));
  }

  private RoomQuery with(String parameter, Object value) {
    return new RoomQuery(Copies.with(parameters, parameter, value), conditions);
  }

  private RoomQuery where(String compared, String value) {
    return new RoomQuery(parameters, Copies.with(conditions, compared, quoted(value)));
  }

  private static String requireNotEmpty(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty: Liveblocks rejects that");
    }
    return Checks.requireWellFormed(name, value);
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

  /** Returns the conditions in Liveblocks' query language; empty for none. */
  String filter() {
    return conditions.entrySet().stream()
        .map(condition -> condition.getKey() + condition.getValue())
        .collect(Collectors.joining(" AND "));
  }

  Url url() {
    Url url = new Url("/v2/rooms");
    Copies.with(parameters, "query", filter())
        .forEach(
            (name, value) -> {
              if (!value.equals("")) {
                url.query(name, value);
              }
            });
    return url;
  }

  /** Two queries are equal when they list the same rooms by the same conditions and pages. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RoomQuery that
        && parameters.equals(that.parameters)
        && conditions.equals(that.conditions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parameters, conditions);
  }

  /** Returns the path and query of the request. */
  @Override
  public String toString() {
    return "RoomQuery[" + url().build() + "]";
  }
}
