package io.github.liveblocks4j.rooms;

import static io.github.liveblocks4j.internal.ApiClient.await;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import java.time.Duration;
import java.util.List;
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
 * rooms.getOrCreate(NewRoom.of("acme:plans"));
 * rooms.update("acme:plans", RoomUpdate.none().allowUser("bob", Permission.READ));
 * for (Room room : rooms.iterate(RoomQuery.all().userId("bob"))) {
 *   System.out.println(room.id());
 * }
 * }</pre>
 *
 * <p>Every method waits for Liveblocks; {@link #async} has the same operations as futures.
 *
 * <p>Every method that takes a {@code roomId} throws {@link IllegalArgumentException} when it is
 * blank, {@code .} or {@code ..}, or has an unpaired surrogate: such a room has no address. Every
 * call can fail with a {@link LiveblocksException}; a room that does not exist is a {@link
 * LiveblocksApiException} with status 404, unless stated otherwise. Calls that are idempotent are
 * retried on transient failures; each method says so.
 */
public final class Rooms {

  private final AsyncRooms async;

  /**
   * Creates the operations of one client. Not API: {@code Liveblocks.rooms()} returns them.
   *
   * @param api makes the calls
   * @hidden
   */
  public Rooms(ApiClient api) {
    this.async = new AsyncRooms(api);
  }

  /**
   * Returns the asynchronous view of these rooms.
   *
   * @return the same operations as futures, always the same object
   */
  public AsyncRooms async() {
    return async;
  }

  /**
   * Creates a room. Not retried: after a lost response nobody could tell whether a conflict is our
   * own doing. {@link #getOrCreate} is idempotent.
   *
   * @param room the room
   * @return the room as created
   * @throws LiveblocksException when it is not created; status 409 when there is such a room
   */
  public Room create(NewRoom room) {
    return await(async.create(room));
  }

  /**
   * Gets a room, or creates it when it does not exist yet. Idempotent. An existing room stays as it
   * is, whatever {@code room} says about accesses and metadata.
   *
   * @param room the room
   * @return the existing or the new room
   */
  public Room getOrCreate(NewRoom room) {
    return await(async.getOrCreate(room));
  }

  /**
   * Updates a room, or creates it with the values of the update when it does not exist yet.
   * Idempotent.
   *
   * @param roomId the room's id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the updated or the new room
   */
  public Room upsert(String roomId, RoomUpdate update) {
    return await(async.upsert(roomId, update));
  }

  /**
   * Updates a room, or creates it when it does not exist yet. A new room has what {@code create}
   * says, and then the changes of {@code update}. Idempotent.
   *
   * @param create the room as it begins when it does not exist yet, and its id
   * @param update the changes; Liveblocks refuses an update without any
   * @return the updated or the new room
   */
  public Room upsert(NewRoom create, RoomUpdate update) {
    return await(async.upsert(create, update));
  }

  /**
   * Gets a room. Idempotent.
   *
   * @param roomId the room's id
   * @return the room
   * @throws LiveblocksException when there is no response; status 404 when there is no such room
   */
  public Room get(String roomId) {
    return await(async.get(roomId));
  }

  /**
   * Looks for a room. Idempotent.
   *
   * @param roomId the room's id
   * @return the room; empty when Liveblocks says that there is none
   */
  public Optional<Room> find(String roomId) {
    return await(async.find(roomId));
  }

  /**
   * Changes a room. Idempotent; of two updates of the same entry, the one that arrives last counts.
   *
   * @param roomId the room's id
   * @param update the changes
   * @return the room as changed
   */
  public Room update(String roomId, RoomUpdate update) {
    return await(async.update(roomId, update));
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
    return await(async.delete(roomId));
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
    return await(async.rename(roomId, newRoomId));
  }

  /**
   * Makes Liveblocks load a room, so that entering it soon is faster. Idempotent.
   *
   * @param roomId the room's id
   */
  public void prewarm(String roomId) {
    done(async.prewarm(roomId));
  }

  /**
   * Lists who is in a room right now. Idempotent; Liveblocks advises to ask at most every 10
   * seconds.
   *
   * @param roomId the room's id
   * @return one entry for each connection
   */
  public List<ActiveUser> activeUsers(String roomId) {
    return await(async.activeUsers(roomId));
  }

  /**
   * Sends an event to everybody in a room. Not retried, so that nobody receives it twice.
   *
   * @param roomId the room's id
   * @param event anything that JSON-B can write: a map, a record, a bean, a list, a string
   * @throws IllegalArgumentException when JSON-B cannot write the event
   */
  public void broadcast(String roomId, Object event) {
    done(async.broadcast(roomId, event));
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
    done(async.setPresence(roomId, user, data, timeToLive));
  }

  /**
   * Lists one page of rooms. Idempotent.
   *
   * @param query which rooms
   * @return the page that begins at the query's {@code startingAfter}
   */
  public Page<Room> list(RoomQuery query) {
    return await(async.list(query));
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
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            iterate(query).iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private static void done(CompletableFuture<@Nullable Void> call) {
    var unused = await(call.thenApply(nothing -> true));
  }
}
