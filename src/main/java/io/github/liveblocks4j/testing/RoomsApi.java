package io.github.liveblocks4j.testing;

import io.github.liveblocks4j.testing.StoredRoom.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls about rooms. Thread-safe. */
final class RoomsApi {

  /** The organization of rooms and groups for which none was given. */
  static final String DEFAULT_ORGANIZATION = "default";

  private static final int MIN_TTL_SECONDS = 2;
  private static final int MAX_TTL_SECONDS = 3_599;

  private final RoomStore rooms;

  RoomsApi(RoomStore rooms) {
    this.rooms = rooms;
  }

  void addTo(Router router) {
    router
        .add("POST", "/v2/rooms", this::create)
        .add("GET", "/v2/rooms", this::list)
        .add("GET", "/v2/rooms/{id}", call -> room(rooms.get(call.id())))
        .add("POST", "/v2/rooms/{id}", this::update)
        .add("DELETE", "/v2/rooms/{id}", this::delete)
        .add("POST", "/v2/rooms/{id}/upsert", this::upsert)
        .add("POST", "/v2/rooms/{id}/update-room-id", this::rename)
        .add("POST", "/v2/rooms/{id}/broadcast-event", this::broadcast)
        .add("POST", "/v2/rooms/{id}/presence", this::presence)
        .add("GET", "/v2/rooms/{id}/prewarm", this::prewarm);
    // Older releases of the API have underscores here, and both still work.
    for (String name : List.of("active-users", "active_users")) {
      router.add("GET", "/v2/rooms/{id}/" + name, this::activeUsers);
    }
    router.add("POST", "/v2/rooms/{id}/broadcast_event", this::broadcast);
  }

  private HttpResponse create(Call call) {
    Fields body = call.fields();
    String id = body.id("id");
    body.requireTexts("defaultAccesses");
    Settings settings = RoomPatch.create(body).applyTo(Settings.NONE);
    boolean orGet = call.queryParameter("idempotent").filter(v -> !"false".equals(v)).isPresent();
    return room(rooms.create(id, organization(body), settings, orGet));
  }

  private HttpResponse upsert(Call call) {
    Fields body = call.fields();
    Fields update = Fields.of(body.requireObject("update"));
    RoomPatch patch = RoomPatch.update(update);
    if (patch.isEmpty()) {
      throw ApiException.invalid(Fields.at("update") + "Must have at least one key");
    }
    Fields create = Fields.of(body.optionalObject("create").orElse(Map.of()));
    Settings initial = RoomPatch.create(create).applyTo(Settings.NONE);
    return room(rooms.upsert(call.id(), patch::applyTo, organization(create), initial));
  }

  private HttpResponse update(Call call) {
    return room(rooms.update(call.id(), RoomPatch.update(call.fields())::applyTo));
  }

  private HttpResponse delete(Call call) {
    rooms.delete(call.id());
    return HttpResponse.noContent();
  }

  private HttpResponse rename(Call call) {
    return room(rooms.rename(call.id(), call.fields().id("newRoomId")));
  }

  private HttpResponse list(Call call) {
    Predicate<StoredRoom> wanted =
        call.queryParameter("query").map(RoomFilter::parse).orElse(room -> true);
    Optional<String> organization = call.queryParameter("organizationId");
    List<StoredRoom> matching =
        rooms.newestFirst().stream()
            .filter(wanted)
            .filter(room -> organization.map(room.organizationId()::equals).orElse(true))
            .filter(hasAccess(call))
            .toList();
    return Page.answer(call, matching, StoredRoom::number, StoredRoom::toJson);
  }

  // A user and groups are alternatives: a room with access for any of them matches.
  private static Predicate<StoredRoom> hasAccess(Call call) {
    Optional<String> userId = call.queryParameter("userId");
    Optional<List<String>> groupIds =
        call.queryParameter("groupIds").map(ids -> List.of(ids.split(",", -1)));
    if (userId.isEmpty() && groupIds.isEmpty()) {
      return room -> true;
    }
    return room ->
        userId.filter(room.settings().usersAccesses()::containsKey).isPresent()
            || groupIds.orElse(List.of()).stream()
                .anyMatch(room.settings().groupsAccesses()::containsKey);
  }

  private HttpResponse activeUsers(Call call) {
    return HttpResponse.json(200, Map.of("data", rooms.activeUsers(call.id())));
  }

  private HttpResponse broadcast(Call call) {
    rooms.get(call.id());
    if (call.request().bodyText().isEmpty()) {
      throw ApiException.of(400, HttpResponse.phrase(400), "An event is needed");
    }
    call.json();
    return HttpResponse.noContent();
  }

  private HttpResponse presence(Call call) {
    rooms.get(call.id());
    Fields body = call.fields();
    body.id("userId");
    body.requireObject("data");
    body.optionalObject("userInfo");
    body.optionalNumber("ttl")
        .filter(ttl -> ttl.doubleValue() < MIN_TTL_SECONDS || ttl.doubleValue() > MAX_TTL_SECONDS)
        .ifPresent(
            ttl -> {
              throw ApiException.invalid(
                  Fields.at("ttl") + "Must be " + MIN_TTL_SECONDS + " to " + MAX_TTL_SECONDS);
            });
    return HttpResponse.noContent();
  }

  private HttpResponse prewarm(Call call) {
    rooms.get(call.id());
    return HttpResponse.noContent();
  }

  static String organization(Fields body) {
    return body.optionalText("organizationId").orElse(DEFAULT_ORGANIZATION);
  }

  private static HttpResponse room(StoredRoom room) {
    return HttpResponse.json(200, room.toJson());
  }
}
