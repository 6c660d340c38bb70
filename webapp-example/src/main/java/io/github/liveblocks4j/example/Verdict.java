package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.AccessLevel;
import io.github.liveblocks4j.auth.PermissionMatrix.Decision;
import io.github.liveblocks4j.auth.PermissionMatrix.Grant;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import java.util.stream.Collectors;

/**
 * What somebody may do in a room, and the sentence that says why. Liveblocks decides when the
 * client connects; this predicts it.
 *
 * @param access to the room as a whole
 * @param reason which level decided
 */
record Verdict(AccessLevel access, String reason) {

  static final Verdict NOBODY = new Verdict(AccessLevel.NONE, "Nobody is signed in.");

  boolean mayEnter() {
    return access != AccessLevel.NONE;
  }

  static Verdict of(Room room, Person person) {
    return of(room.accesses(), person);
  }

  static Verdict of(RoomAccesses accesses, Person person) {
    if (person.barred()) {
      return new Verdict(
          AccessLevel.NONE, "The endpoint denies access to %s.".formatted(person.name()));
    }
    Decision why = accesses.permissionsOf(person.toLiveblocksUser()).why(RoomResource.ROOM);
    return new Verdict(why.access(), sentence(why, person));
  }

  /** All grants that decide together are of the same level. */
  private static String sentence(Decision why, Person person) {
    if (why.grants().isEmpty()) {
      return "Nothing grants access.";
    }
    String may = why.access() == AccessLevel.WRITE ? "may edit" : "may read";
    return switch (why.grants().get(0).source()) {
      case DEFAULT_ACCESSES, ROOM_PATTERN -> "Everybody %s.".formatted(may);
      case GROUPS_ACCESSES ->
          "All %s %s."
              .formatted(
                  why.grants().stream().map(Grant::name).collect(Collectors.joining(" and ")), may);
      case USERS_ACCESSES -> "%s %s, by name.".formatted(person.name(), may);
    };
  }
}
