package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;

/**
 * A room as the example creates it. Afterwards Liveblocks holds what counts: whom the room belongs
 * to, and who may do what in it.
 *
 * @param id the room's id at Liveblocks
 * @param title for display
 * @param owner the id of the person who may share it
 * @param accesses who may enter, until the owner says otherwise
 */
record ExampleRoom(String id, String title, String owner, RoomAccesses accesses) {

  /** In the room's metadata. */
  static final String TITLE = "title";

  /** In the room's metadata. */
  static final String OWNER = "owner";

  static String titleOf(Room room) {
    return room.metadata().text(TITLE).orElse(room.id());
  }

  NewRoom toNewRoom() {
    return NewRoom.of(id).accesses(accesses).metadata(TITLE, title).metadata(OWNER, owner);
  }
}
