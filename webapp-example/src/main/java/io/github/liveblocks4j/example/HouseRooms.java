package io.github.liveblocks4j.example;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.rooms.Rooms;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The example's rooms as Liveblocks has them now. Failures go to the log; the browser gets a
 * message of ours.
 */
final class HouseRooms {

  private static final System.Logger LOG = System.getLogger(HouseRooms.class.getName());

  private static final Map<String, String> ACCESS_CHANGED = Map.of("type", "access-changed");

  private final Rooms rooms;

  HouseRooms(Rooms rooms) {
    this.rooms = rooms;
  }

  /** Those of this application. */
  static HouseRooms of(ServletContext context) {
    return (HouseRooms) context.getAttribute(HouseRooms.class.getName());
  }

  void shareIn(ServletContext context) {
    context.setAttribute(HouseRooms.class.getName(), this);
  }

  /** Creates the rooms that are not there yet. The others stay as they are. */
  void create() throws Problem {
    for (ExampleRoom example : ExampleRooms.all()) {
      ask(
          () -> {
            Room room = rooms.getOrCreate(example.toNewRoom());
            return room.metadata().text(ExampleRoom.OWNER).isPresent()
                ? room
                : rooms.update(example.id(), ownerOf(example));
          });
    }
  }

  private static RoomUpdate ownerOf(ExampleRoom room) {
    return RoomUpdate.none().metadata(ExampleRoom.OWNER, room.owner());
  }

  /** All that there are, in the example's order. */
  List<Room> all() throws Problem {
    return ask(
        () ->
            ExampleRooms.all().stream()
                .map(room -> rooms.find(room.id()))
                .flatMap(Optional::stream)
                .toList());
  }

  /** Those that the person may enter. */
  List<Room> openTo(Person person) throws Problem {
    return all().stream().filter(room -> Verdict.of(room, person).mayEnter()).toList();
  }

  /** One of the example's rooms. Others of the same Liveblocks project are out of reach. */
  Room get(String id) throws Problem {
    ExampleRoom known = ExampleRooms.byId(id).orElseThrow(HouseRooms::noSuchRoom);
    return ask(() -> rooms.find(known.id())).orElseThrow(HouseRooms::noSuchRoom);
  }

  /**
   * Updates a room, and tells those who are in it: whoever is connected keeps what they had, until
   * they connect again. The update stands even when the broadcast fails.
   */
  Room update(Room room, RoomUpdate update) throws Problem {
    Room updated = ask(() -> rooms.update(room.id(), update));
    try {
      rooms.broadcast(room.id(), ACCESS_CHANGED);
    } catch (LiveblocksException e) {
      LOG.log(
          isNotImplemented(e) ? Level.DEBUG : Level.WARNING,
          "Pages in the room were not told that its accesses have changed",
          e);
    }
    return updated;
  }

  /** Liveblocks' development server has no broadcasts. */
  private static boolean isNotImplemented(LiveblocksException e) {
    return e instanceof LiveblocksApiException refusal && refusal.status() == 501;
  }

  private <T> T ask(Supplier<T> question) throws Problem {
    if (rooms == null) {
      throw new Problem(
          503,
          "misconfigured",
          "The server is not set up for Liveblocks. Its log says what to do.");
    }
    try {
      return question.get();
    } catch (LiveblocksException e) {
      throw problem(e);
    }
  }

  private static Problem problem(LiveblocksException trouble) {
    LOG.log(Level.WARNING, "A call to Liveblocks failed", trouble);
    if (trouble instanceof LiveblocksApiException refusal && refusal.status() == 404) {
      return noSuchRoom();
    }
    return trouble.isTransient()
        ? new Problem(
            503,
            "liveblocks_unavailable",
            "Liveblocks does not respond at the moment. Try again soon.")
        : new Problem(
            502, "liveblocks_refused", "Liveblocks rejected this. The server’s log says why.");
  }

  private static Problem noSuchRoom() {
    return new Problem(404, "unknown_room", "There is no such room.");
  }
}
