package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import java.util.Optional;

/** Whom a room belongs to. Liveblocks knows no owners: it is in the room's metadata. */
final class Ownership {

  private Ownership() {}

  static Optional<Person> ownerOf(Room room) {
    return room.metadata().text(ExampleRoom.OWNER).flatMap(People::byId);
  }

  static boolean isOf(Room room, Person person) {
    return ownerOf(room).filter(person::equals).isPresent();
  }
}
