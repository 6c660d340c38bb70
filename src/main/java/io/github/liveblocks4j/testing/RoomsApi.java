package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The calls about rooms. Thread-safe. */
final class RoomsApi {

  private static final int MIN_TTL_SECONDS = 2;
  private static final int MAX_TTL_SECONDS = 3_599;

  private final Store rooms;
  private final Map<String, JsonArray> activeUsers = new ConcurrentHashMap<>();

  RoomsApi(Clock clock) {
    this.rooms = new Store("Room", clock);
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
        .add("POST", "/v2/rooms/{id}/update-organization-id", this::move)
        .add("POST", "/v2/rooms/{id}/broadcast-event", this::broadcast)
        .add("POST", "/v2/rooms/{id}/presence", this::presence)
        .add("GET", "/v2/rooms/{id}/prewarm", this::prewarm);
    // Older releases of the API have underscores here, and both still work.
    for (String name : List.of("active-users", "active_users")) {
      router.add("GET", "/v2/rooms/{id}/" + name, this::activeUsers);
    }
    router.add("POST", "/v2/rooms/{id}/broadcast_event", this::broadcast);
  }

  /** Responds with 404 when there is no such room. */
  void require(String roomId) {
    rooms.get(roomId);
  }

  void setActiveUsers(String roomId, JsonArray users) {
    activeUsers.put(roomId, users);
  }

  void clear() {
    rooms.clear();
    activeUsers.clear();
  }

  private Response create(Call call) {
    Fields body = call.fields();
    String id = body.id("id");
    body.requireTexts("defaultAccesses");
    JsonObject room = newRoom(id, body);
    boolean orGet = call.queryParameter("idempotent").filter(v -> !"false".equals(v)).isPresent();
    return room(orGet ? rooms.upsert(room, UnaryOperator.identity()) : rooms.create(room));
  }

  private Response upsert(Call call) {
    Fields body = call.fields();
    Fields update = Fields.of(body.requireObject("update"));
    if (RoomPatch.update(update).isEmpty()) {
      throw ApiException.invalid(Fields.at("update") + "Must have at least one key");
    }
    Fields create = Fields.of(body.optionalObject("create").orElse(JsonValue.EMPTY_JSON_OBJECT));
    return room(rooms.upsert(newRoom(call.id(), create), patch(update)));
  }

  private Response update(Call call) {
    return room(rooms.update(call.id(), patch(call.fields())));
  }

  private Response delete(Call call) {
    rooms.delete(call.id());
    activeUsers.remove(call.id());
    return Response.noContent();
  }

  private Response rename(Call call) {
    Stored renamed = rooms.rename(call.id(), call.fields().id("newRoomId"));
    JsonArray users = activeUsers.remove(call.id());
    if (users != null) {
      activeUsers.put(renamed.id(), users);
    }
    return room(renamed);
  }

  private Response move(Call call) {
    Fields body = call.fields();
    JsonString from = Json.string(body.id("fromOrganizationId"));
    JsonString to = Json.string(body.id("toOrganizationId"));
    return room(
        rooms.update(
            call.id(),
            room -> {
              if (!from.equals(room.json().get("organizationId"))) {
                throw ApiException.invalid(
                    Fields.at("fromOrganizationId") + "The room is in another organization");
              }
              return room.with("organizationId", to);
            }));
  }

  private Response list(Call call) {
    Predicate<Stored> wanted =
        call.queryParameter("query").map(RoomFilter::parse).orElse(room -> true);
    Predicate<Stored> inOrganization =
        call.queryParameter("organizationId")
            .map(
                id ->
                    (Predicate<Stored>) room -> id.equals(room.json().getString("organizationId")))
            .orElse(room -> true);
    return Page.of(call, rooms.newestFirst(wanted.and(inOrganization).and(hasAccess(call))));
  }

  // A user and groups are alternatives: a room with access for any of them matches.
  private static Predicate<Stored> hasAccess(Call call) {
    Optional<String> userId = call.queryParameter("userId");
    Optional<List<String>> groupIds =
        call.queryParameter("groupIds").map(ids -> List.of(ids.split(",", -1)));
    if (userId.isEmpty() && groupIds.isEmpty()) {
      return room -> true;
    }
    return room ->
        userId.filter(room.json().getJsonObject("usersAccesses")::containsKey).isPresent()
            || groupIds.orElse(List.of()).stream()
                .anyMatch(room.json().getJsonObject("groupsAccesses")::containsKey);
  }

  private Response activeUsers(Call call) {
    JsonArray users =
        activeUsers.getOrDefault(rooms.get(call.id()).id(), JsonValue.EMPTY_JSON_ARRAY);
    return Response.json(200, Json.object().add("data", users).build());
  }

  private Response broadcast(Call call) {
    rooms.get(call.id());
    if (call.request().length() == 0) {
      throw ApiException.of(400, "An event is needed");
    }
    call.json();
    return Response.noContent();
  }

  private Response presence(Call call) {
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
    return Response.noContent();
  }

  private Response prewarm(Call call) {
    rooms.get(call.id());
    return Response.noContent();
  }

  /** The members in the order of the official development server. */
  private JsonObject newRoom(String id, Fields body) {
    return RoomPatch.create(body)
        .applyTo(
            Json.object()
                .add("type", "room")
                .add("id", id)
                .add("organizationId", body.organizationId())
                .add("createdAt", rooms.now())
                .add("metadata", JsonValue.EMPTY_JSON_OBJECT)
                .add("defaultAccesses", JsonValue.EMPTY_JSON_ARRAY)
                .add("groupsAccesses", JsonValue.EMPTY_JSON_OBJECT)
                .add("usersAccesses", JsonValue.EMPTY_JSON_OBJECT)
                .build());
  }

  private static UnaryOperator<Stored> patch(Fields fields) {
    RoomPatch patch = RoomPatch.update(fields);
    return room -> new Stored(room.number(), patch.applyTo(room.json()));
  }

  private static Response room(Stored room) {
    return Response.json(200, room.json());
  }
}
