package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Limits;
import io.github.liveblocks4j.internal.Url;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The groups of users that Liveblocks itself knows, for mentions in comments. Thread-safe; get it
 * from {@code Liveblocks.groups()}.
 *
 * <p>What members of a group may do in a room is not set here: it takes the group's id in {@link
 * RoomAccesses#groupsAccesses} and in the ID tokens of its members.
 *
 * <p>Every method that takes a {@code groupId} or {@code userId} throws {@link
 * IllegalArgumentException} when it is blank, {@code .} or {@code ..}. Every call can fail with a
 * {@link LiveblocksException}; a group that is not there is a {@link LiveblocksApiException} with
 * status 404, if not said otherwise.
 */
public final class Groups {

  private final ApiClient api;

  /**
   * For {@code Liveblocks}. Applications call {@code Liveblocks.groups()}.
   *
   * @param api how calls are made
   */
  public Groups(ApiClient api) {
    this.api = api;
  }

  /**
   * Creates a group, and waits. Not repeated.
   *
   * @param group the group
   * @return the group as created
   * @throws LiveblocksException when it is not created; status 409 when there is such a group
   */
  public Group create(NewGroup group) {
    return ApiClient.await(createAsync(group));
  }

  /**
   * Creates a group. Not repeated.
   *
   * @param group the group
   * @return the group to come; failed with status 409 when there is such a group
   */
  public CompletableFuture<Group> createAsync(NewGroup group) {
    Limits.USER_ID.check("group id", group.id().length());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", group.id());
    if (!group.memberIds().isEmpty()) {
      members.put("memberIds", group.memberIds());
    }
    if (group.organizationId() != null) {
      members.put("organizationId", group.organizationId());
    }
    return api.send(new ApiRequest("POST", "/v2/groups", api.json().write(members), false))
        .thenApply(ResponseReader::group);
  }

  /**
   * Gets a group, and waits. Safe to repeat.
   *
   * @param groupId the group's id
   * @return the group
   * @throws LiveblocksException when there is no answer; status 404 when there is no such group
   */
  public Group get(String groupId) {
    return ApiClient.await(getAsync(groupId));
  }

  /**
   * Gets a group. Safe to repeat.
   *
   * @param groupId the group's id
   * @return the group to come; failed with status 404 when there is no such group
   */
  public CompletableFuture<Group> getAsync(String groupId) {
    return fetch(group("/v2/groups/{groupId}", groupId)).thenApply(ResponseReader::group);
  }

  /**
   * Looks for a group, and waits. Safe to repeat.
   *
   * @param groupId the group's id
   * @return the group; empty when Liveblocks says that there is none
   */
  public Optional<Group> find(String groupId) {
    return ApiClient.await(findAsync(groupId));
  }

  /**
   * Looks for a group. Safe to repeat.
   *
   * @param groupId the group's id
   * @return the group to come; empty when Liveblocks says that there is none
   */
  public CompletableFuture<Optional<Group>> findAsync(String groupId) {
    return NotFound.asEmpty(fetch(group("/v2/groups/{groupId}", groupId)))
        .thenApply(answer -> answer.map(ResponseReader::group));
  }

  /**
   * Adds members, and waits. Safe to repeat: who is a member already stays one.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group with them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public Group addMembers(String groupId, Collection<String> userIds) {
    return ApiClient.await(addMembersAsync(groupId, userIds));
  }

  /**
   * Adds members. Safe to repeat: who is a member already stays one.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group to come, with them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public CompletableFuture<Group> addMembersAsync(String groupId, Collection<String> userIds) {
    return members("/v2/groups/{groupId}/add-members", groupId, userIds);
  }

  /**
   * Removes members, and waits. Safe to repeat: who is no member is passed over.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group without them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public Group removeMembers(String groupId, Collection<String> userIds) {
    return ApiClient.await(removeMembersAsync(groupId, userIds));
  }

  /**
   * Removes members. Safe to repeat: who is no member is passed over.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group to come, without them
   * @throws IllegalArgumentException when a user's id is blank
   */
  public CompletableFuture<Group> removeMembersAsync(String groupId, Collection<String> userIds) {
    return members("/v2/groups/{groupId}/remove-members", groupId, userIds);
  }

  /**
   * Deletes a group, and waits. Safe to repeat; a group that is not there is no failure.
   *
   * @param groupId the group's id
   * @return false when Liveblocks says that there is no such group, which after a lost answer can
   *     be our own doing
   */
  public boolean delete(String groupId) {
    return ApiClient.await(deleteAsync(groupId));
  }

  /**
   * Deletes a group. Safe to repeat; a group that is not there is no failure.
   *
   * @param groupId the group's id
   * @return false when Liveblocks says that there is no such group, which after a lost answer can
   *     be our own doing
   */
  public CompletableFuture<Boolean> deleteAsync(String groupId) {
    String path = group("/v2/groups/{groupId}", groupId).build();
    return NotFound.asEmpty(api.send(new ApiRequest("DELETE", path, null, true)))
        .thenApply(Optional::isPresent);
  }

  /**
   * Lists one page of all groups, and waits. Safe to repeat.
   *
   * @param page which page
   * @return the page
   */
  public Page<Group> list(PageRequest page) {
    return ApiClient.await(listAsync(page));
  }

  /**
   * Lists one page of all groups. Safe to repeat.
   *
   * @param page which page
   * @return the page to come
   */
  public CompletableFuture<Page<Group>> listAsync(PageRequest page) {
    return page(new Url("/v2/groups"), page);
  }

  /**
   * Lists one page of the groups that a user is a member of, and waits. Safe to repeat.
   *
   * @param userId the user's id
   * @param page which page
   * @return the page
   */
  public Page<Group> listByUser(String userId, PageRequest page) {
    return ApiClient.await(listByUserAsync(userId, page));
  }

  /**
   * Lists one page of the groups that a user is a member of. Safe to repeat.
   *
   * @param userId the user's id
   * @param page which page
   * @return the page to come
   */
  public CompletableFuture<Page<Group>> listByUserAsync(String userId, PageRequest page) {
    return page(byUser(userId), page);
  }

  /**
   * All groups, page after page: fetched when they are asked for, as in {@link Rooms#iterate}.
   *
   * @return a list to walk through, from the beginning each time; its iterators are for one thread
   */
  public Iterable<Group> iterate() {
    return iterate(() -> new Url("/v2/groups"));
  }

  /**
   * All groups that a user is a member of, page after page: fetched when they are asked for, as in
   * {@link Rooms#iterate}.
   *
   * @param userId the user's id
   * @return a list to walk through, from the beginning each time; its iterators are for one thread
   */
  public Iterable<Group> iterateByUser(String userId) {
    String unused = byUser(userId).build(); // A bad id fails here, and not at the first hasNext.
    return iterate(() -> byUser(userId));
  }

  private Iterable<Group> iterate(Supplier<Url> url) {
    return () ->
        new Pages<>(
            null, cursor -> ApiClient.await(page(url.get(), new PageRequest(null, cursor))));
  }

  private CompletableFuture<Page<Group>> page(Url url, PageRequest page) {
    return fetch(url.query("limit", page.pageSize()).query("startingAfter", page.startingAfter()))
        .thenApply(ResponseReader::groups);
  }

  private CompletableFuture<Group> members(
      String template, String groupId, Collection<String> userIds) {
    userIds.forEach(userId -> Checks.requireText("a member's id", userId));
    String json = api.json().write(Map.of("memberIds", userIds));
    return api.send(new ApiRequest("POST", group(template, groupId).build(), json, true))
        .thenApply(ResponseReader::group);
  }

  private CompletableFuture<ApiResponse> fetch(Url url) {
    return api.send(new ApiRequest("GET", url.build(), null, true));
  }

  private static Url group(String template, String groupId) {
    return new Url(template).variable("groupId", groupId);
  }

  private static Url byUser(String userId) {
    return new Url("/v2/users/{userId}/groups").variable("userId", userId);
  }
}
