package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Url;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a Liveblocks project. Thread-safe; get it from {@code Liveblocks.rooms()}.
 *
 * <pre>{@code
 * Rooms rooms = liveblocks.rooms();
 * rooms.getOrCreate(NewRoom.of("acme:plans"));
 * rooms.update("acme:plans", RoomUpdate.none().allowUser("bob", Permission.READ));
 * for (Room room : rooms.iterate(RoomQuery.all().userId("bob"))) {
 *   System.out.println(room.id());
 * }
 * }</pre>
 *
 * <p>Every method that takes a {@code roomId} throws {@link IllegalArgumentException} when it is
 * blank, {@code .} or {@code ..}, or has an unpaired surrogate: such a room has no address. Every
 * call can fail with a {@link LiveblocksException}; a room that does not exist is a {@link
 * LiveblocksApiException} with status 404, unless stated otherwise. Calls that are idempotent are
 * retried on transient failures; each method says so.
 */
public final class Rooms {

  private static final Function<ApiResponse, Room> ROOM = Operation.reader("a room", Room::from);
  private static final Function<ApiResponse, Page<Room>> PAGE =
      Operation.pageReader("a page of rooms", Room::from);
  private static final Function<ApiResponse, Page<Room.ActiveUser>> ACTIVE_USERS =
      Operation.pageReader("active users", Room.ActiveUser::from);

  private final ApiClient api;
  private final @Nullable Duration timeout;
  private final Json json;

  /**
   * Creates the operations of one client. Not API: {@code Liveblocks.rooms()} returns them.
   *
   * @param api makes the calls
   */
  public Rooms(ApiClient api) {
    this(api, null);
  }

  private Rooms(ApiClient api, @Nullable Duration timeout) {
    this.api = api;
    this.timeout = timeout;
    this.json = api.json();
  }

  /**
   * Returns the same operations with another time for each call, over all its attempts and the wait
   * for its turn.
   *
   * @param timeout 1 millisecond to 5 minutes; default {@code Liveblocks.deadline()}
   * @return operations of the same client
   * @throws IllegalArgumentException when it is out of range
   */
  public Rooms timeout(Duration timeout) {
    return new Rooms(api, Checks.within("timeout", timeout));
  }

  /**
   * Creates a room. Not retried: after a lost response a conflict could be our own doing. {@link
   * #getOrCreate} is idempotent.
   *
   * @param room the room
   * @return the room as created
   * @throws LiveblocksException when it is not created; status 409 when there is such a room
   */
  public Room create(NewRoom room) {
    return new Operation(api, timeout, "POST", new Url("/v2/rooms"))
        .body(room.toJson(json))
        .send(ROOM);
  }

  /**
   * Gets a room, or creates it when it does not exist yet. Idempotent. An existing room stays as it
   * is, whatever {@code room} says about accesses and metadata.
   *
   * @param room the room
   * @return the existing or the new room
   */
  public Room getOrCreate(NewRoom room) {
    return new Operation(api, timeout, "POST", new Url("/v2/rooms").query("idempotent", true))
        .body(room.toJson(json))
        .idempotent()
        .send(ROOM);
  }

  /**
   * Updates a room, or creates it with the values of the update when it does not exist yet.
   * Idempotent.
   *
   * @param roomId the room's id
   * @param update the changes; Liveblocks rejects an update without any
   * @return the updated or the new room
   */
  public Room upsert(String roomId, RoomUpdate update) {
    return upsert(roomId, json.object().add("update", update.toJson(json)));
  }

  /**
   * Updates a room, or creates it when it does not exist yet. A new room has what {@code create}
   * says, and then the changes of {@code update}. Idempotent.
   *
   * @param create the room as it begins when it does not exist yet, and its id
   * @param update the changes; Liveblocks rejects an update without any
   * @return the updated or the new room
   */
  public Room upsert(NewRoom create, RoomUpdate update) {
    return upsert(
        create.id(),
        json.object()
            .add("update", update.toJson(json))
            .add("create", create.addSettings(json.object(), json)));
  }

  private Room upsert(String roomId, JsonObjectBuilder body) {
    return room("POST", "/upsert", roomId).body(body).idempotent().send(ROOM);
  }

  /**
   * Gets a room. Idempotent.
   *
   * @param roomId the room's id
   * @return the room
   * @throws LiveblocksException when there is no response; status 404 when there is no such room
   */
  public Room get(String roomId) {
    return room("GET", "", roomId).send(ROOM);
  }

  /**
   * Looks for a room. Idempotent.
   *
   * @param roomId the room's id
   * @return the room; empty when Liveblocks says that there is none
   */
  public Optional<Room> find(String roomId) {
    return room("GET", "", roomId).find(ROOM);
  }

  /**
   * Changes a room. Idempotent; of two updates of the same entry, the one that arrives last counts.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the room as changed
   */
  public Room update(String roomId, RoomUpdate update) {
    return room("POST", "", roomId).body(update.toJson(json)).idempotent().send(ROOM);
  }

  /**
   * Deletes a room with everything in it, for ever. Idempotent; it is not a failure when the room
   * does not exist.
   *
   * @param roomId the room's id
   * @return false when Liveblocks says that there is no such room, which after a lost response can
   *     be our own doing
   */
  public boolean delete(String roomId) {
    return room("DELETE", "", roomId).sendIfFound();
  }

  /**
   * Gives a room another id. Not retried.
   *
   * @param roomId the room's id
   * @param newRoomId the new id
   * @return the room under its new id
   * @throws LiveblocksException when it is not renamed; status 409 when the new id is taken
   */
  public Room rename(String roomId, String newRoomId) {
    Checks.requireText("newRoomId", newRoomId);
    return room("POST", "/update-room-id", roomId)
        .body(json.object().add("newRoomId", newRoomId))
        .send(ROOM);
  }

  /**
   * Moves a room to another organization (tenant). Not retried: a second delivery finds it moved.
   * Tokens for the former organization do not open the room any more.
   *
   * @param roomId the room's id
   * @param from the organization that it belongs to: {@link Room#organizationId}
   * @param to the organization that it is to belong to
   * @return the room in its new organization
   * @throws IllegalArgumentException when an organization's id is blank
   */
  public Room moveToOrganization(String roomId, String from, String to) {
    Checks.requireText("from", from);
    Checks.requireText("to", to);
    return room("POST", "/update-organization-id", roomId)
        .body(json.object().add("fromOrganizationId", from).add("toOrganizationId", to))
        .send(ROOM);
  }

  /**
   * Makes Liveblocks load a room, so that entering it soon is faster. Idempotent.
   *
   * @param roomId the room's id
   */
  public void prewarm(String roomId) {
    room("GET", "/prewarm", roomId).send();
  }

  /**
   * Lists who is in a room right now. Idempotent; Liveblocks advises to ask at most every 10
   * seconds.
   *
   * @param roomId the room's id
   * @return one entry for each connection
   */
  public List<Room.ActiveUser> activeUsers(String roomId) {
    return room("GET", "/active-users", roomId).send(ACTIVE_USERS).items();
  }

  /**
   * Sends an event to everyone in a room. Not retried, so that no client receives it twice.
   *
   * @param roomId the room's id
   * @param event anything that JSON-B can write: a map, a record, a bean, a list, a string
   * @throws IllegalArgumentException when JSON-B cannot write the event
   */
  public void broadcast(String roomId, Object event) {
    room("POST", "/broadcast-event", roomId).body(json.writeAny("event", event)).send();
  }

  /**
   * Shows a user, such as a bot, as present in a room without a connection. Idempotent.
   *
   * @param roomId the room's id
   * @param user whom the others are to see: id and info count, the rest is not sent
   * @param data the presence: anything that JSON-B writes as a JSON object
   * @param timeToLive how long it lasts; rounded up to whole seconds. Liveblocks documents 2 to
   *     3,599 seconds
   * @throws IllegalArgumentException when {@code data} or the user's info cannot be written as a
   *     JSON object, or the time is not positive
   */
  public void setPresence(String roomId, LiveblocksUser user, Object data, Duration timeToLive) {
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("timeToLive must be positive, was " + timeToLive);
    }
    long seconds = timeToLive.plusNanos(999_999_999).toSeconds();
    JsonObjectBuilder body =
        json.object()
            .add("userId", user.userId())
            .add("ttl", seconds)
            .add("data", json.toObject("data", data));
    if (user.userInfo() != null) {
      body.add("userInfo", json.toObject("userInfo", user.userInfo()));
    }
    room("POST", "/presence", roomId).body(body).idempotent().send();
  }

  /**
   * Lists one page of rooms. Idempotent.
   *
   * @param query which rooms
   * @return the page that begins at the query's {@code startingAfter}
   */
  public Page<Room> list(RoomQuery query) {
    return new Operation(api, timeout, "GET", query.url()).send(PAGE);
  }

  /**
   * Iterates over all rooms of a query, page by page. Fetches a page when its first room is needed,
   * and keeps no other, so the list can be of any length; a loop that ends early fetches no further
   * page. Waits within {@code hasNext} and {@code next}, which throw {@link LiveblocksException}
   * when a page does not arrive or the thread is interrupted.
   *
   * @param query which rooms
   * @return the rooms, from the beginning for each iterator; an iterator is for one thread
   */
  public Iterable<Room> iterate(RoomQuery query) {
    return Page.iterate(cursor -> list(cursor == null ? query : query.startingAfter(cursor)));
  }

  /**
   * Streams all rooms of a query, page by page like {@link #iterate}.
   *
   * @param query which rooms
   * @return a sequential stream, which needs no closing
   */
  public Stream<Room> stream(RoomQuery query) {
    return StreamSupport.stream(iterate(query).spliterator(), false);
  }

  private Operation room(String method, String path, String roomId) {
    return new Operation(
        api, timeout, method, new Url("/v2/rooms/{roomId}" + path).variable("roomId", roomId));
  }
}
