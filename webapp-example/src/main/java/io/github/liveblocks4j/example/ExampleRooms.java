package io.github.liveblocks4j.example;

import static io.github.liveblocks4j.auth.Permission.READ;
import static io.github.liveblocks4j.auth.Permission.WRITE;

import io.github.liveblocks4j.rooms.RoomAccesses;
import java.util.List;
import java.util.Optional;

/** The example's rooms: at first, one for each way in which Liveblocks lets people in. */
final class ExampleRooms {

  private static final RoomAccesses CLOSED = RoomAccesses.none();

  private static final List<ExampleRoom> ALL =
      List.of(
          new ExampleRoom("example:town-square", "Town square", "ada", CLOSED.allowEveryone(WRITE)),
          new ExampleRoom(
              "example:drawing-office",
              "Drawing office",
              "ada",
              CLOSED.allowGroup("designers", WRITE).allowGroup("engineers", READ)),
          new ExampleRoom(
              "example:archive",
              "Archive",
              "ben",
              CLOSED.allowEveryone(READ).allowUser("ben", WRITE)),
          new ExampleRoom(
              "example:boiler-room",
              "Boiler room",
              "ben",
              CLOSED.allowGroup("engineers", WRITE).allowUser("chiara", READ)));

  private ExampleRooms() {}

  static List<ExampleRoom> all() {
    return ALL;
  }

  static Optional<ExampleRoom> byId(String id) {
    return ALL.stream().filter(room -> room.id().equals(id)).findFirst();
  }
}
