package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.auth.PermissionMatrix.Decision;
import io.github.liveblocks4j.auth.PermissionMatrix.Grant;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.rooms.Room;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person may do in a room, and the sentence that says why. Liveblocks decides when the
 * client connects; the library's {@code PermissionMatrix} predicts it.
 *
 * @param level {@code none}, {@code read} or {@code write}
 * @param reason why
 */
public record Access(String level, String reason) {

  static final Access SIGNED_OUT = new Access("none", "You are not signed in.");

  static Access of(Room room, Person person) {
    if (person.barred()) {
      return new Access("none", "The endpoint denies access to %s.".formatted(person.name()));
    }
    Decision why = room.accesses().permissionsOf(person.toLiveblocksUser()).why(RoomResource.ROOM);
    return new Access(why.access().name().toLowerCase(Locale.ROOT), reason(why, person));
  }

  boolean mayEnter() {
    return !level.equals("none");
  }

  private static String reason(Decision why, Person person) {
    if (why.grants().isEmpty()) {
      return "Nothing grants access.";
    }
    String may = why.access() == AccessLevel.WRITE ? "may edit" : "may read";
    // All grants that decide together are of the same source.
    return switch (why.grants().get(0).source()) {
      case DEFAULT_ACCESSES, ROOM_PATTERN -> "Everyone %s.".formatted(may);
      case GROUPS_ACCESSES ->
          why.grants().stream()
              .map(Grant::name)
              .collect(Collectors.joining(" and ", "All ", " " + may + "."));
      case USERS_ACCESSES -> "%s %s, by name.".formatted(person.name(), may);
    };
  }
}
