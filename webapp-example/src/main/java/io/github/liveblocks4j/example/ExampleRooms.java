package io.github.liveblocks4j.example;

import static io.github.liveblocks4j.auth.Permission.READ;
import static io.github.liveblocks4j.auth.Permission.WRITE;

import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.Rooms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The example's rooms: at first, one for each way in which Liveblocks lets users in. Liveblocks
 * keeps them: title and owner in the metadata, and who may enter in the accesses.
 */
final class ExampleRooms {

  private static final Map<String, NewRoom> ALL = new LinkedHashMap<>();

  static {
    RoomAccesses closed = RoomAccesses.none();
    add("town-square", "Town square", "ada", closed.allowEveryone(WRITE));
    add(
        "drawing-office",
        "Drawing office",
        "ada",
        closed.allowGroup("designers", WRITE).allowGroup("engineers", READ));
    add("archive", "Archive", "ben", closed.allowEveryone(READ).allowUser("ben", WRITE));
    add(
        "boiler-room",
        "Boiler room",
        "ben",
        closed.allowGroup("engineers", WRITE).allowUser("chiara", READ));
  }

  private ExampleRooms() {}

  private static void add(String name, String title, String owner, RoomAccesses accesses) {
    String id = "example:" + name;
    ALL.put(
        id, NewRoom.of(id).accesses(accesses).metadata("title", title).metadata("owner", owner));
  }

  /** Returns the rooms as Liveblocks has them now, and creates those that are missing. */
  static List<Room> all(Rooms rooms) {
    return ALL.keySet().stream().map(id -> find(rooms, id).orElseThrow()).toList();
  }

  /** Returns one of the example's rooms; others of the same Liveblocks project are out of reach. */
  static Optional<Room> find(Rooms rooms, String id) {
    return Optional.ofNullable(ALL.get(id))
        .map(room -> rooms.find(id).orElseGet(() -> rooms.getOrCreate(room)));
  }

  /** Returns those that the person may enter. */
  static List<Room> openTo(Person person, Rooms rooms) {
    return all(rooms).stream().filter(room -> Access.of(room, person).mayEnter()).toList();
  }

  static String title(Room room) {
    return room.metadata().text("title").orElse(room.id());
  }

  /** Returns whom the room belongs to. Liveblocks knows no owners: it is in the room's metadata. */
  static Optional<Person> owner(Room room) {
    return room.metadata().text("owner").flatMap(Person::byId);
  }
}
