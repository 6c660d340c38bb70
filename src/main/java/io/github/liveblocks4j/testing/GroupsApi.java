package io.github.liveblocks4j.testing;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calls about groups of users. Thread-safe. */
final class GroupsApi {

  private static final Map<String, @Nullable Object> DEFAULT_SCOPES = Map.of("mention", true);

  private final Clock clock;
  private final Map<String, StoredGroup> groups = new HashMap<>();
  private long created;

  GroupsApi(Clock clock) {
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("POST", "/v2/groups", this::create)
        .add("GET", "/v2/groups", call -> page(call, group -> true))
        .add("GET", "/v2/groups/{id}", call -> group(change(call.id(), group -> group)))
        .add("DELETE", "/v2/groups/{id}", this::delete)
        .add("POST", "/v2/groups/{id}/add-members", this::addMembers)
        .add("POST", "/v2/groups/{id}/remove-members", this::removeMembers)
        .add(
            "GET",
            "/v2/users/{id}/groups",
            call -> page(call, group -> group.members().containsKey(call.id())));
  }

  private HttpResponse create(Call call) {
    Fields body = call.fields();
    String id = body.id("id");
    List<String> memberIds = body.optionalTexts("memberIds").orElse(List.of());
    String organizationId = RoomsApi.organization(body);
    Map<String, @Nullable Object> scopes = body.optionalObject("scopes").orElse(DEFAULT_SCOPES);
    return group(add(id, organizationId, scopes, memberIds));
  }

  private synchronized StoredGroup add(
      String id,
      String organizationId,
      Map<String, @Nullable Object> scopes,
      List<String> memberIds) {
    if (groups.containsKey(id)) {
      throw ApiException.of(
          409, "GROUP_ALREADY_EXISTS", "Group with id \"" + id + "\" already exists.");
    }
    Instant now = clock.instant();
    StoredGroup group =
        new StoredGroup(++created, id, organizationId, now, now, scopes, Map.of())
            .withMembers(memberIds, now);
    groups.put(id, group);
    return group;
  }

  private synchronized HttpResponse delete(Call call) {
    change(call.id(), group -> group);
    groups.remove(call.id());
    return HttpResponse.noContent();
  }

  private HttpResponse addMembers(Call call) {
    List<String> ids = call.fields().requireTexts("memberIds");
    return group(change(call.id(), group -> group.withMembers(ids, clock.instant())));
  }

  private HttpResponse removeMembers(Call call) {
    List<String> ids = call.fields().requireTexts("memberIds");
    return group(change(call.id(), group -> group.withoutMembers(ids, clock.instant())));
  }

  private synchronized StoredGroup change(String id, UnaryOperator<StoredGroup> change) {
    StoredGroup group =
        Optional.ofNullable(groups.get(id))
            .orElseThrow(
                () ->
                    ApiException.of(
                        404, "GROUP_NOT_FOUND", "Group with id \"" + id + "\" not found."));
    StoredGroup changed = change.apply(group);
    groups.put(id, changed);
    return changed;
  }

  private synchronized HttpResponse page(Call call, Predicate<StoredGroup> wanted) {
    List<StoredGroup> matching =
        groups.values().stream()
            .filter(wanted)
            .sorted(Comparator.comparingLong(StoredGroup::number).reversed())
            .toList();
    return Page.answer(call, matching, StoredGroup::number, StoredGroup::toJson);
  }

  private static HttpResponse group(StoredGroup group) {
    return HttpResponse.json(200, group.toJson());
  }
}
