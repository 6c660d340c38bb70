package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Url;
import io.github.liveblocks4j.rooms.Operation.Form;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The asynchronous view of {@link Groups}: the same operations, as futures that no thread waits
 * for. Failures of calls are the future's exception; an {@link IllegalArgumentException} is thrown
 * at once. Thread-safe; get it from {@link Groups#async}.
 */
public final class AsyncGroups {

  private static final Form<Group> GROUP = new Form<>("a group", Group::from);
  private static final Form<Page<Group>> PAGE = Form.pageOf("a page of groups", Group::from);

  private final ApiClient api;
  private final Json json;

  AsyncGroups(ApiClient api) {
    this.api = api;
    this.json = api.json();
  }

  /**
   * Asynchronous form of {@link Groups#create}.
   *
   * @param group the group
   * @return the group to come
   */
  public CompletableFuture<Group> create(NewGroup group) {
    return new Operation(api, "POST", new Url("/v2/groups")).body(group.toJson(json)).send(GROUP);
  }

  /**
   * Asynchronous form of {@link Groups#get}.
   *
   * @param groupId the group's id
   * @return the group to come
   */
  public CompletableFuture<Group> get(String groupId) {
    return group("GET", "/v2/groups/{groupId}", groupId).send(GROUP);
  }

  /**
   * Asynchronous form of {@link Groups#find}.
   *
   * @param groupId the group's id
   * @return the group to come, or empty
   */
  public CompletableFuture<Optional<Group>> find(String groupId) {
    return group("GET", "/v2/groups/{groupId}", groupId).find(GROUP);
  }

  /**
   * Asynchronous form of {@link Groups#addMembers}.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group to come
   */
  public CompletableFuture<Group> addMembers(String groupId, Collection<String> userIds) {
    return members("/v2/groups/{groupId}/add-members", groupId, userIds);
  }

  /**
   * Asynchronous form of {@link Groups#removeMembers}.
   *
   * @param groupId the group's id
   * @param userIds the users
   * @return the group to come
   */
  public CompletableFuture<Group> removeMembers(String groupId, Collection<String> userIds) {
    return members("/v2/groups/{groupId}/remove-members", groupId, userIds);
  }

  /**
   * Asynchronous form of {@link Groups#delete}.
   *
   * @param groupId the group's id
   * @return whether there was such a group
   */
  public CompletableFuture<Boolean> delete(String groupId) {
    return group("DELETE", "/v2/groups/{groupId}", groupId).isDone();
  }

  /**
   * Asynchronous form of {@link Groups#list}.
   *
   * @param page which page
   * @return the page to come
   */
  public CompletableFuture<Page<Group>> list(PageRequest page) {
    return new Operation(api, "GET", page.addTo(new Url("/v2/groups"))).send(PAGE);
  }

  /**
   * Asynchronous form of {@link Groups#listByUser}.
   *
   * @param userId the user's id
   * @param page which page
   * @return the page to come
   */
  public CompletableFuture<Page<Group>> listByUser(String userId, PageRequest page) {
    return new Operation(api, "GET", page.addTo(byUser(userId))).send(PAGE);
  }

  static Url byUser(String userId) {
    return new Url("/v2/users/{userId}/groups").variable("userId", userId);
  }

  private CompletableFuture<Group> members(
      String template, String groupId, Collection<String> userIds) {
    userIds.forEach(userId -> Checks.requireText("a member's id", userId));
    return group("POST", template, groupId)
        .body(json.object().add("memberIds", json.array(userIds)))
        .idempotent()
        .send(GROUP);
  }

  private Operation group(String method, String template, String groupId) {
    return new Operation(api, method, new Url(template).variable("groupId", groupId));
  }
}
