package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The calls about groups of users. Thread-safe. */
final class GroupsApi {

  private static final JsonObject DEFAULT_SCOPES = Json.object().add("mention", true).build();

  private final Store groups;

  GroupsApi(Clock clock) {
    this.groups = new Store("Group", clock);
  }

  void addTo(Router router) {
    router
        .add("POST", "/v2/groups", this::create)
        .add("GET", "/v2/groups", call -> Page.of(call, groups.newestFirst(group -> true)))
        .add("GET", "/v2/groups/{id}", call -> group(groups.get(call.id())))
        .add("DELETE", "/v2/groups/{id}", this::delete)
        .add("POST", "/v2/groups/{id}/add-members", call -> change(call, this::added))
        .add("POST", "/v2/groups/{id}/remove-members", call -> change(call, GroupsApi::removed))
        .add("GET", "/v2/users/{id}/groups", this::ofUser);
  }

  void clear() {
    groups.clear();
  }

  private Response create(Call call) {
    Fields body = call.fields();
    String id = body.id("id");
    JsonArray memberIds = body.optionalTexts("memberIds").orElse(JsonValue.EMPTY_JSON_ARRAY);
    String organizationId = body.organizationId();
    String now = groups.now();
    return group(
        groups.create(
            Json.object()
                .add("type", "group")
                .add("id", id)
                // The older name for the same thing; Liveblocks still sends both.
                .add("tenantId", organizationId)
                .add("organizationId", organizationId)
                .add("createdAt", now)
                .add("updatedAt", now)
                .add("scopes", body.optionalObject("scopes").orElse(DEFAULT_SCOPES))
                .add("members", added(JsonValue.EMPTY_JSON_ARRAY, ids(memberIds)))
                .build()));
  }

  private Response delete(Call call) {
    groups.delete(call.id());
    return Response.noContent();
  }

  private Response change(Call call, BiFunction<JsonArray, List<String>, JsonArray> change) {
    List<String> userIds = ids(call.fields().requireTexts("memberIds"));
    UnaryOperator<Stored> changed =
        group ->
            group
                .with("updatedAt", Json.string(groups.now()))
                .with("members", change.apply(group.json().getJsonArray("members"), userIds));
    return group(groups.update(call.id(), changed));
  }

  private Response ofUser(Call call) {
    return Page.of(
        call,
        groups.newestFirst(
            group ->
                group.json().getJsonArray("members").stream()
                    .anyMatch(member -> isOf(member, List.of(call.id())))));
  }

  /** Users who are members already stay as they are. */
  private JsonArray added(JsonArray members, List<String> userIds) {
    JsonArrayBuilder more = Json.array();
    members.forEach(more::add);
    userIds.stream()
        .distinct()
        .filter(id -> members.stream().noneMatch(member -> isOf(member, List.of(id))))
        .forEach(id -> more.add(Json.object().add("id", id).add("addedAt", groups.now())));
    return more.build();
  }

  /** Ignores users who are not members. */
  private static JsonArray removed(JsonArray members, List<String> userIds) {
    JsonArrayBuilder fewer = Json.array();
    members.stream().filter(member -> !isOf(member, userIds)).forEach(fewer::add);
    return fewer.build();
  }

  private static boolean isOf(JsonValue member, List<String> userIds) {
    return userIds.contains(member.asJsonObject().getString("id"));
  }

  private static List<String> ids(JsonArray texts) {
    return texts.getValuesAs(JsonString::getString);
  }

  private static Response group(Stored group) {
    return Response.json(200, group.json());
  }
}
