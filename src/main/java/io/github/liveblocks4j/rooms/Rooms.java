package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Limits;
import io.github.liveblocks4j.internal.Url;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a Liveblocks project. Thread-safe; get it from {@code Liveblocks.rooms()}.
 *
 * <pre>{@code
 * Rooms rooms = liveblocks.rooms();
 * rooms.getOrCreate(NewRoom.builder("acme:plans").build());
 * rooms.update("acme:plans", RoomUpdate.builder().allowUser("bob", Permission.READ).build());
 * for (Room room : rooms.iterate(RoomQuery.builder().userId("bob").build())) {
 *   System.out.println(room.id());
 * }
 * }</pre>
 *
 * <p>Every method that takes a {@code roomId} throws {@link IllegalArgumentException} when it is
 * blank, {@code .} or {@code ..}: such a room has no address. Every call can fail with a {@link
 * LiveblocksException}; a room that is not there is a {@link LiveblocksApiException} with status
 * 404, if not said otherwise.
 */
public final class Rooms {

  private final ApiClient api;
  private final RoomWriter writer;

  /**
   * For {@code Liveblocks}. Applications call {@code Liveblocks.rooms()}.
   *
   * @param api how calls are made
   */
  public Rooms(ApiClient api) {
    this.api = api;
    this.writer = new RoomWriter(api.json());
  }

  /**
   * Creates a room, and waits. Not repeated: after a lost answer nobody could tell whether a
   * conflict is our own doing. See {@link #getOrCreate} for a call that is.
   *
   * @param room the room
   * @return the room as created
   * @throws LiveblocksException when it is not created; status 409 when there is such a room
   */
  public Room create(NewRoom room) {
    return ApiClient.await(createAsync(room));
  }

  /**
   * Creates a room. Not repeated; see {@link #create}.
   *
   * @param room the room
   * @return the room to come; failed with status 409 when there is such a room
   */
  public CompletableFuture<Room> createAsync(NewRoom room) {
    return post("/v2/rooms", writer.newRoom(room), false).thenApply(ResponseReader::room);
  }

  /**
   * Gets a room, or creates it when it is not there yet, and waits. Safe to repeat. A room that is
   * there stays as it is, whatever {@code room} says of accesses and metadata.
   *
   * @param room the room
   * @return the room, old or new
   */
  public Room getOrCreate(NewRoom room) {
    return ApiClient.await(getOrCreateAsync(room));
  }

  /**
   * Gets a room, or creates it when it is not there yet. Safe to repeat; see {@link #getOrCreate}.
   *
   * @param room the room
   * @return the room to come, old or new
   */
  public CompletableFuture<Room> getOrCreateAsync(NewRoom room) {
    return post(new Url("/v2/rooms").query("idempotent", true).build(), writer.newRoom(room), true)
        .thenApply(ResponseReader::room);
  }

  /**
   * Updates a room, or creates it with the update's values when it is not there yet, and waits.
   * Safe to repeat.
   *
   * @param roomId the room's id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the room, updated or new
   */
  public Room upsert(String roomId, RoomUpdate update) {
    return ApiClient.await(upsertAsync(roomId, update));
  }

  /**
   * Updates a room, or creates it with the update's values when it is not there yet. Safe to
   * repeat.
   *
   * @param roomId the room's id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the room to come, updated or new
   */
  public CompletableFuture<Room> upsertAsync(String roomId, RoomUpdate update) {
    return upsertAsync(roomId, update, null);
  }

  /**
   * Updates a room, or creates it when it is not there yet, and waits. A new room has what {@code
   * create} says, and then the changes of {@code update}. Safe to repeat.
   *
   * @param create the room as it begins when it is not there yet, and its id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the room, updated or new
   */
  public Room upsert(NewRoom create, RoomUpdate update) {
    return ApiClient.await(upsertAsync(create, update));
  }

  /**
   * Updates a room, or creates it when it is not there yet. A new room has what {@code create}
   * says, and then the changes of {@code update}. Safe to repeat.
   *
   * @param create the room as it begins when it is not there yet, and its id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the room to come, updated or new
   */
  public CompletableFuture<Room> upsertAsync(NewRoom create, RoomUpdate update) {
    return upsertAsync(create.id(), update, create);
  }

  private CompletableFuture<Room> upsertAsync(
      String roomId, RoomUpdate update, @Nullable NewRoom create) {
    return post(path("/v2/rooms/{roomId}/upsert", roomId), writer.upsert(update, create), true)
        .thenApply(ResponseReader::room);
  }

  /**
   * Gets a room, and waits. Safe to repeat.
   *
   * @param roomId the room's id
   * @return the room
   * @throws LiveblocksException when there is no answer; status 404 when there is no such room
   */
  public Room get(String roomId) {
    return ApiClient.await(getAsync(roomId));
  }

  /**
   * Gets a room. Safe to repeat.
   *
   * @param roomId the room's id
   * @return the room to come; failed with status 404 when there is no such room
   */
  public CompletableFuture<Room> getAsync(String roomId) {
    return fetch(path("/v2/rooms/{roomId}", roomId)).thenApply(ResponseReader::room);
  }

  /**
   * Looks for a room, and waits. Safe to repeat.
   *
   * @param roomId the room's id
   * @return the room; empty when Liveblocks says that there is none
   */
  public Optional<Room> find(String roomId) {
    return ApiClient.await(findAsync(roomId));
  }

  /**
   * Looks for a room. Safe to repeat.
   *
   * @param roomId the room's id
   * @return the room to come; empty when Liveblocks says that there is none
   */
  public CompletableFuture<Optional<Room>> findAsync(String roomId) {
    return NotFound.asEmpty(fetch(path("/v2/rooms/{roomId}", roomId)))
        .thenApply(answer -> answer.map(ResponseReader::room));
  }

  /**
   * Changes a room, and waits. Safe to repeat; of two updates of the same entry, the one that
   * arrives last counts.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the room as changed
   */
  public Room update(String roomId, RoomUpdate update) {
    return ApiClient.await(updateAsync(roomId, update));
  }

  /**
   * Changes a room. Safe to repeat; of two updates of the same entry, the one that arrives last
   * counts.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the changed room to come
   */
  public CompletableFuture<Room> updateAsync(String roomId, RoomUpdate update) {
    return post(path("/v2/rooms/{roomId}", roomId), writer.update(update), true)
        .thenApply(ResponseReader::room);
  }

  /**
   * Deletes a room with everything in it, for ever, and waits. Safe to repeat; a room that is not
   * there is no failure.
   *
   * @param roomId the room's id
   * @return false when Liveblocks says that there is no such room, which after a lost answer can be
   *     our own doing
   */
  public boolean delete(String roomId) {
    return ApiClient.await(deleteAsync(roomId));
  }

  /**
   * Deletes a room with everything in it, for ever. Safe to repeat; a room that is not there is no
   * failure.
   *
   * @param roomId the room's id
   * @return false when Liveblocks says that there is no such room, which after a lost answer can be
   *     our own doing
   */
  public CompletableFuture<Boolean> deleteAsync(String roomId) {
    return NotFound.asEmpty(
            api.send(new ApiRequest("DELETE", path("/v2/rooms/{roomId}", roomId), null, true)))
        .thenApply(Optional::isPresent);
  }

  /**
   * Gives a room another id, and waits. Not repeated.
   *
   * @param roomId the room's id
   * @param newRoomId the id it shall have
   * @return the room under its new id
   * @throws LiveblocksException when it is not renamed; status 409 when the new id is taken
   */
  public Room rename(String roomId, String newRoomId) {
    return ApiClient.await(renameAsync(roomId, newRoomId));
  }

  /**
   * Gives a room another id. Not repeated.
   *
   * @param roomId the room's id
   * @param newRoomId the id it shall have
   * @return the room to come, under its new id; failed with status 409 when that is taken
   */
  public CompletableFuture<Room> renameAsync(String roomId, String newRoomId) {
    Limits.ROOM_ID.check("newRoomId", Checks.requireText("newRoomId", newRoomId).length());
    return post(
            path("/v2/rooms/{roomId}/update-room-id", roomId),
            api.json().write(Map.of("newRoomId", newRoomId)),
            false)
        .thenApply(ResponseReader::room);
  }

  /**
   * Makes Liveblocks get a room ready, so that entering it soon is faster, and waits. Safe to
   * repeat.
   *
   * @param roomId the room's id
   */
  public void prewarm(String roomId) {
    done(prewarmAsync(roomId));
  }

  /**
   * Makes Liveblocks get a room ready, so that entering it soon is faster. Safe to repeat.
   *
   * @param roomId the room's id
   * @return completed when Liveblocks has taken the request
   */
  public CompletableFuture<@Nullable Void> prewarmAsync(String roomId) {
    return ignored(fetch(path("/v2/rooms/{roomId}/prewarm", roomId)));
  }

  /**
   * Asks who is in a room right now, and waits. Safe to repeat; Liveblocks advises to ask no more
   * than every 10 seconds.
   *
   * @param roomId the room's id
   * @return one entry for each connection
   */
  public List<ActiveUser> activeUsers(String roomId) {
    return ApiClient.await(activeUsersAsync(roomId));
  }

  /**
   * Asks who is in a room right now. Safe to repeat; Liveblocks advises to ask no more than every
   * 10 seconds.
   *
   * @param roomId the room's id
   * @return one entry for each connection, to come
   */
  public CompletableFuture<List<ActiveUser>> activeUsersAsync(String roomId) {
    return fetch(path("/v2/rooms/{roomId}/active-users", roomId))
        .thenApply(ResponseReader::activeUsers);
  }

  /**
   * Sends an event to everybody in a room, and waits until Liveblocks has it. Not repeated, so that
   * nobody sees it twice.
   *
   * @param roomId the room's id
   * @param event anything that JSON-B can write: a map, a record, a bean, a list, a string
   * @throws IllegalArgumentException when JSON-B cannot write it
   */
  public void broadcast(String roomId, Object event) {
    done(broadcastAsync(roomId, event));
  }

  /**
   * Sends an event to everybody in a room. Not repeated, so that nobody sees it twice.
   *
   * @param roomId the room's id
   * @param event anything that JSON-B can write: a map, a record, a bean, a list, a string
   * @return completed when Liveblocks has the event
   * @throws IllegalArgumentException when JSON-B cannot write it
   */
  public CompletableFuture<@Nullable Void> broadcastAsync(String roomId, Object event) {
    String json = api.json().writeAny("event", event);
    Limits.EVENT.check("event", json.length());
    return ignored(post(path("/v2/rooms/{roomId}/broadcast-event", roomId), json, false));
  }

  /**
   * Shows a user, such as a bot, as present in a room without a connection, and waits. Safe to
   * repeat: the same presence is set again.
   *
   * @param roomId the room's id
   * @param user whom the others shall see: id and info count, the rest is not sent
   * @param data the presence: anything that JSON-B writes as a JSON object
   * @param timeToLive how long it lasts; whole seconds, fractions count as one; Liveblocks
   *     documents 2 to 3,599 seconds
   * @throws IllegalArgumentException when {@code data} or the user's info cannot be written as a
   *     JSON object, or the time is not positive
   */
  public void setPresence(String roomId, LiveblocksUser user, Object data, Duration timeToLive) {
    done(setPresenceAsync(roomId, user, data, timeToLive));
  }

  /**
   * Shows a user, such as a bot, as present in a room without a connection. Safe to repeat: the
   * same presence is set again.
   *
   * @param roomId the room's id
   * @param user whom the others shall see: id and info count, the rest is not sent
   * @param data the presence: anything that JSON-B writes as a JSON object
   * @param timeToLive how long it lasts; whole seconds, fractions count as one; Liveblocks
   *     documents 2 to 3,599 seconds
   * @return completed when Liveblocks has taken it
   * @throws IllegalArgumentException when {@code data} or the user's info cannot be written as a
   *     JSON object, or the time is not positive
   */
  public CompletableFuture<@Nullable Void> setPresenceAsync(
      String roomId, LiveblocksUser user, Object data, Duration timeToLive) {
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive);
    }
    long seconds = timeToLive.plusNanos(999_999_999).toSeconds();
    Limits.PRESENCE_SECONDS.check("timeToLive", seconds);
    Limits.USER_ID.check("userId", user.userId().length());
    Map<String, String> members = new LinkedHashMap<>();
    members.put("userId", api.json().write(user.userId()));
    members.put("data", api.json().writeObject("data", data));
    user.userInfo()
        .ifPresent(
            info -> {
              String json = api.json().writeObject("userInfo", info);
              Limits.USER_INFO.check("userInfo", json.length());
              members.put("userInfo", json);
            });
    members.put("ttl", Long.toString(seconds));
    return ignored(
        post(path("/v2/rooms/{roomId}/presence", roomId), api.json().object(members), true));
  }

  /**
   * Lists one page of rooms, and waits. Safe to repeat.
   *
   * @param query which rooms
   * @return the page that begins at the query's {@code startingAfter}
   */
  public Page<Room> list(RoomQuery query) {
    return ApiClient.await(listAsync(query));
  }

  /**
   * Lists one page of rooms. Safe to repeat.
   *
   * @param query which rooms
   * @return the page to come, which begins at the query's {@code startingAfter}
   */
  public CompletableFuture<Page<Room>> listAsync(RoomQuery query) {
    return fetch(query.path(query.startingAfter().orElse(null))).thenApply(ResponseReader::rooms);
  }

  /**
   * All rooms that a query asks for, page after page. Fetches a page when its first room is asked
   * for and keeps no other, so it can be as long as it likes; whoever stops early has fetched no
   * more than was needed. Waits within {@code hasNext} and {@code next}, which throw {@link
   * LiveblocksException} when a page does not come; an interrupted thread ends it so.
   *
   * @param query which rooms
   * @return a list to walk through, from the beginning each time; its iterators are for one thread
   */
  public Iterable<Room> iterate(RoomQuery query) {
    return () ->
        new Pages<>(
            query.startingAfter().orElse(null),
            cursor -> ApiClient.await(fetch(query.path(cursor)).thenApply(ResponseReader::rooms)));
  }

  /**
   * The same as {@link #iterate}, as a stream.
   *
   * @param query which rooms
   * @return a sequential stream, which needs no closing
   */
  public Stream<Room> stream(RoomQuery query) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            iterate(query).iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private CompletableFuture<ApiResponse> fetch(String path) {
    return api.send(new ApiRequest("GET", path, null, true));
  }

  private CompletableFuture<ApiResponse> post(String path, String json, boolean idempotent) {
    return api.send(new ApiRequest("POST", path, json, idempotent));
  }

  private static String path(String template, String roomId) {
    return new Url(template).variable("roomId", roomId).build();
  }

  private static CompletableFuture<@Nullable Void> ignored(CompletableFuture<ApiResponse> call) {
    return call.thenAccept(answer -> {});
  }

  private static void done(CompletableFuture<@Nullable Void> call) {
    var unused = ApiClient.await(call.thenApply(nothing -> true));
  }
}
