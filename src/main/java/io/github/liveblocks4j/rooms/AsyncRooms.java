package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Limits;
import io.github.liveblocks4j.internal.Url;
import io.github.liveblocks4j.rooms.Operation.Form;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous view of {@link Rooms}: the same operations, as futures that no thread waits for.
 * Failures of calls are the future's exception; an {@link IllegalArgumentException} is thrown at
 * once. Thread-safe; get it from {@link Rooms#async}.
 */
public final class AsyncRooms {

  private static final Form<Room> ROOM = new Form<>("a room", Room::from);
  private static final Form<Page<Room>> PAGE = Form.pageOf("a page of rooms", Room::from);
  private static final Form<List<ActiveUser>> ACTIVE_USERS =
      new Form<>("active users", json -> Form.page(json, ActiveUser::from).items());

  private final ApiClient api;
  private final Json json;

  AsyncRooms(ApiClient api) {
    this.api = api;
    this.json = api.json();
  }

  /**
   * Asynchronous form of {@link Rooms#create}.
   *
   * @param room the room
   * @return the room to come
   */
  public CompletableFuture<Room> create(NewRoom room) {
    return new Operation(api, "POST", new Url("/v2/rooms")).body(room.toJson(json)).send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#getOrCreate}.
   *
   * @param room the room
   * @return the room to come
   */
  public CompletableFuture<Room> getOrCreate(NewRoom room) {
    return new Operation(api, "POST", new Url("/v2/rooms").query("idempotent", true))
        .body(room.toJson(json))
        .idempotent()
        .send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#upsert(String, RoomUpdate)}.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the room to come
   */
  public CompletableFuture<Room> upsert(String roomId, RoomUpdate update) {
    return upsert(roomId, json.object().add("update", update.toJson(json)));
  }

  /**
   * Asynchronous form of {@link Rooms#upsert(NewRoom, RoomUpdate)}.
   *
   * @param create the room as it begins, and its id
   * @param update the changes
   * @return the room to come
   */
  public CompletableFuture<Room> upsert(NewRoom create, RoomUpdate update) {
    return upsert(
        create.id(),
        json.object()
            .add("update", update.toJson(json))
            .add("create", create.addSettings(json.object(), json)));
  }

  private CompletableFuture<Room> upsert(String roomId, JsonObjectBuilder body) {
    return post("/v2/rooms/{roomId}/upsert", roomId).body(body).idempotent().send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#get}.
   *
   * @param roomId the room's id
   * @return the room to come
   */
  public CompletableFuture<Room> get(String roomId) {
    return get("/v2/rooms/{roomId}", roomId).send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#find}.
   *
   * @param roomId the room's id
   * @return the room to come, or empty
   */
  public CompletableFuture<Optional<Room>> find(String roomId) {
    return get("/v2/rooms/{roomId}", roomId).find(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#update}.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the room to come
   */
  public CompletableFuture<Room> update(String roomId, RoomUpdate update) {
    return post("/v2/rooms/{roomId}", roomId).body(update.toJson(json)).idempotent().send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#delete}.
   *
   * @param roomId the room's id
   * @return whether there was such a room
   */
  public CompletableFuture<Boolean> delete(String roomId) {
    return room("DELETE", "/v2/rooms/{roomId}", roomId).isDone();
  }

  /**
   * Asynchronous form of {@link Rooms#rename}.
   *
   * @param roomId the room's id
   * @param newRoomId the new id
   * @return the room to come
   */
  public CompletableFuture<Room> rename(String roomId, String newRoomId) {
    Limits.ROOM_ID.check("newRoomId", Checks.requireText("newRoomId", newRoomId).length());
    return post("/v2/rooms/{roomId}/update-room-id", roomId)
        .body(json.object().add("newRoomId", newRoomId))
        .send(ROOM);
  }

  /**
   * Asynchronous form of {@link Rooms#prewarm}.
   *
   * @param roomId the room's id
   * @return completed when Liveblocks has accepted the request
   */
  public CompletableFuture<@Nullable Void> prewarm(String roomId) {
    return get("/v2/rooms/{roomId}/prewarm", roomId).send();
  }

  /**
   * Asynchronous form of {@link Rooms#activeUsers}.
   *
   * @param roomId the room's id
   * @return one entry for each connection, to come
   */
  public CompletableFuture<List<ActiveUser>> activeUsers(String roomId) {
    return get("/v2/rooms/{roomId}/active-users", roomId).send(ACTIVE_USERS);
  }

  /**
   * Asynchronous form of {@link Rooms#broadcast}.
   *
   * @param roomId the room's id
   * @param event anything that JSON-B can write
   * @return completed when Liveblocks has the event
   */
  public CompletableFuture<@Nullable Void> broadcast(String roomId, Object event) {
    String text = json.writeAny("event", event);
    Limits.EVENT.check("event", text.length());
    return post("/v2/rooms/{roomId}/broadcast-event", roomId).body(text).send();
  }

  /**
   * Asynchronous form of {@link Rooms#setPresence}.
   *
   * @param roomId the room's id
   * @param user whom the others are to see
   * @param data the presence
   * @param timeToLive how long it lasts
   * @return completed when Liveblocks has accepted it
   */
  public CompletableFuture<@Nullable Void> setPresence(
      String roomId, LiveblocksUser user, Object data, Duration timeToLive) {
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive);
    }
    long seconds = timeToLive.plusNanos(999_999_999).toSeconds();
    Limits.PRESENCE_SECONDS.check("timeToLive", seconds);
    Limits.USER_ID.check("userId", user.userId().length());
    String body = json.write(json.object().add("userId", user.userId()).add("ttl", seconds));
    body = Json.withMember(body, "data", json.writeObject("data", data));
    return post("/v2/rooms/{roomId}/presence", roomId)
        .body(json.withUserInfo(body, user.userInfo()))
        .idempotent()
        .send();
  }

  /**
   * Asynchronous form of {@link Rooms#list}.
   *
   * @param query which rooms
   * @return the page to come
   */
  public CompletableFuture<Page<Room>> list(RoomQuery query) {
    return new Operation(api, "GET", query.url()).send(PAGE);
  }

  private Operation get(String template, String roomId) {
    return room("GET", template, roomId);
  }

  private Operation post(String template, String roomId) {
    return room("POST", template, roomId);
  }

  private Operation room(String method, String template, String roomId) {
    return new Operation(api, method, new Url(template).variable("roomId", roomId));
  }
}
