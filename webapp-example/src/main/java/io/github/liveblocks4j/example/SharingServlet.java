package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomUpdate;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Shows and changes who may do what in a room, for its owner only: {@code GET
 * /api/accesses?room=ID}, and {@code POST} with one changed line: {@code level} (everyone, group,
 * person), {@code id} and {@code access} (none, read, write). Connected users keep what they had
 * until they connect again; the page does that when its access has changed.
 */
@WebServlet("/api/accesses")
public final class SharingServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  /**
   * One line of the share dialog.
   *
   * @param level everyone, group or person
   * @param id of the group or person
   * @param name for display
   * @param stated what the room's accesses state: none, read or write
   * @param result what comes out for a person, all levels considered; null for others
   */
  public record Line(String level, String id, String name, String stated, Access result) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(response, 200, lines(ownRoom(request)));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Room room = ownRoom(request);
    write(response, 200, lines(rooms().update(room.id(), change(request))));
  }

  private Room ownRoom(HttpServletRequest request) {
    Person person = signedIn(request);
    Room room =
        ExampleRooms.find(rooms(), parameter(request, "room"))
            .orElseThrow(() -> new Problem(404, "unknown_room", "There is no such room."));
    if (ExampleRooms.owner(room).filter(person::equals).isEmpty()) {
      throw new Problem(403, "not_the_owner", "Only the room’s owner can share it.");
    }
    return room;
  }

  private static RoomUpdate change(HttpServletRequest request) {
    Permission[] permissions =
        switch (parameter(request, "access")) {
          case "none" -> new Permission[0];
          case "read" -> new Permission[] {Permission.READ};
          case "write" -> new Permission[] {Permission.WRITE};
          default -> throw invalid("The access must be none, read or write.");
        };
    String id = parameter(request, "id");
    RoomUpdate none = RoomUpdate.none();
    switch (parameter(request, "level")) {
      case "everyone":
        return none.allowEveryone(permissions);
      case "group":
        if (!Person.groups().contains(id)) {
          throw invalid("There is no such group.");
        }
        return permissions.length == 0 ? none.removeGroup(id) : none.allowGroup(id, permissions);
      case "person":
        if (Person.byId(id).isEmpty()) {
          throw invalid("There is no such person.");
        }
        return permissions.length == 0 ? none.removeUser(id) : none.allowUser(id, permissions);
      default:
        throw invalid("The level must be everyone, group or person.");
    }
  }

  private static Problem invalid(String reason) {
    return new Problem(400, "invalid_request", reason);
  }

  private static List<Line> lines(Room room) {
    var accesses = room.accesses();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("everyone", "", "Everyone", stated(accesses.defaultAccesses()), null));
    for (String group : Person.groups()) {
      String stated = stated(accesses.groupsAccesses().get(group));
      lines.add(new Line("group", group, "All " + group, stated, null));
    }
    for (Person person : Person.all()) {
      String stated = stated(accesses.usersAccesses().get(person.id()));
      lines.add(new Line("person", person.id(), person.name(), stated, Access.of(room, person)));
    }
    return lines;
  }

  private static String stated(Collection<Permission> permissions) {
    if (permissions == null || permissions.isEmpty()) {
      return "none";
    }
    return permissions.contains(Permission.WRITE) ? "write" : "read";
  }
}
