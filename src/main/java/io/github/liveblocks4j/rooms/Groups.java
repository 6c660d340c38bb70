package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Url;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The groups of users that Liveblocks itself knows, for mentions in comments. Thread-safe; get it
 * from {@code Liveblocks.groups()}.
 *
 * <p>What members of a group may do in a room is not set here: it takes the group's id in {@link
 * RoomAccesses#groupsAccesses} and in the ID tokens of its members.
 *
 * <p>Every method that takes a {@code groupId} or {@code userId} throws {@link
 * IllegalArgumentException} when it is blank, {@code .} or {@code ..}, or has an unpaired
 * surrogate. Every call can fail with a {@link LiveblocksException}; a group that does not exist is
 * a {@link LiveblocksApiException} with status 404, unless stated otherwise. Calls that are
 * idempotent are retried on transient failures; each method says so.
 */
public final class Groups {

  private static final Function<ApiResponse, Group> GROUP =
      Operation.reader("a group", Group::from);
  private static final Function<ApiResponse, Page<Group>> PAGE =
      Operation.pageReader("a page of groups", Group::from);

  private static final int PAGE_SIZE = 20; // Liveblocks' default.

  private final ApiClient api;
  private final @Nullable Duration timeout;

  /**
   * Creates the operations of one client. Not API: {@code Liveblocks.groups()} returns them.
   *
   * @param api makes the calls
   */
  public Groups(ApiClient api) {
    this(api, null);
  }

  private Groups(ApiClient api, @Nullable Duration timeout) {
    this.api = api;
    this.timeout = timeout;
  }

  /**
   * Returns the same operations with another time for each call, over all its attempts and the wait
   * for its turn.
   *
   * @param timeout 1 millisecond to 5 minutes; default {@code Liveblocks.deadline()}
   * @return operations of the same client
   * @throws IllegalArgumentException when it is out of range
   */
  public Groups timeout(Duration timeout) {
    return new Groups(api, Checks.within("timeout", timeout));
  }

  /**
   * Creates a group. Not retried.
   *
   * @param group the group
   * @return the group as created
   * @throws LiveblocksException when it is not created; status 409 when there is such a group
   */
  public Group create(NewGroup group) {
    return new Operation(api, timeout, "POST", new Url("/v2/groups"))
        .body(group.toJson(api.json()))
        .send(GROUP);
  }

  /**
   * Gets a group. Idempotent.
   *
   * @param groupId the group's id
   * @return the group
   * @throws LiveblocksException when there is no response; status 404 when there is no such group
   */
  public Group get(String groupId) {
    return group("GET", "", groupId).send(GROUP);
  }

  /**
   * Looks for a group. Idempotent.
   *
   * @param groupId the group's id
   * @return the group; empty when Liveblocks says that there is none
   */
  public Optional<Group> find(String groupId) {
    return group("GET", "", groupId).find(GROUP);
  }

  /**
   * Adds members. Idempotent: members stay members.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group with them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public Group addMembers(String groupId, Collection<String> userIds) {
    return members("/add-members", groupId, userIds);
  }

  /**
   * Removes members. Idempotent: users who are not members are ignored.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group without them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public Group removeMembers(String groupId, Collection<String> userIds) {
    return members("/remove-members", groupId, userIds);
  }

  /**
   * Deletes a group. Idempotent; it is not a failure when the group does not exist.
   *
   * @param groupId the group's id
   * @return false when Liveblocks says that there is no such group, which after a lost response can
   *     be our own doing
   */
  public boolean delete(String groupId) {
    return group("DELETE", "", groupId).sendIfFound();
  }

  /**
   * Lists one page of all groups. Idempotent.
   *
   * @param pageSize the most groups on the page, 1 to 100
   * @param startingAfter {@link Page#nextCursor} of the page before; null for the first page
   * @return the page
   * @throws IllegalArgumentException when the size is out of range or the cursor is blank
   */
  public Page<Group> list(int pageSize, @Nullable String startingAfter) {
    return page(new Url("/v2/groups"), pageSize, startingAfter);
  }

  /**
   * Lists one page of the groups that a user is a member of. Idempotent.
   *
   * @param userId the user's id
   * @param pageSize the most groups on the page, 1 to 100
   * @param startingAfter {@link Page#nextCursor} of the page before; null for the first page
   * @return the page
   * @throws IllegalArgumentException when the size is out of range or the cursor is blank
   */
  public Page<Group> listByUser(String userId, int pageSize, @Nullable String startingAfter) {
    return page(byUser(userId), pageSize, startingAfter);
  }

  /**
   * Iterates over all groups, page by page like {@link Rooms#iterate}.
   *
   * @return the groups, from the beginning for each iterator; an iterator is for one thread
   */
  public Iterable<Group> iterate() {
    return Page.iterate(cursor -> list(PAGE_SIZE, cursor));
  }

  /**
   * Iterates over all groups that a user is a member of, page by page like {@link Rooms#iterate}.
   *
   * @param userId the user's id
   * @return the groups, from the beginning for each iterator; an iterator is for one thread
   */
  public Iterable<Group> iterateByUser(String userId) {
    String unused = byUser(userId).build(); // A bad id fails here, not at hasNext.
    return Page.iterate(cursor -> listByUser(userId, PAGE_SIZE, cursor));
  }

  private static Url byUser(String userId) {
    return new Url("/v2/users/{userId}/groups").variable("userId", userId);
  }

  private Page<Group> page(Url url, int pageSize, @Nullable String startingAfter) {
    if (startingAfter != null) {
      Checks.requireText("startingAfter", startingAfter);
    }
    url.query("limit", Page.requireSize(pageSize)).query("startingAfter", startingAfter);
    return new Operation(api, timeout, "GET", url).send(PAGE);
  }

  private Group members(String path, String groupId, Collection<String> userIds) {
    userIds.forEach(userId -> Checks.requireText("a member's id", userId));
    return group("POST", path, groupId)
        .body(api.json().object().add("memberIds", api.json().array(userIds)))
        .idempotent()
        .send(GROUP);
  }

  private Operation group(String method, String path, String groupId) {
    return new Operation(
        api, timeout, method, new Url("/v2/groups/{groupId}" + path).variable("groupId", groupId));
  }
}
