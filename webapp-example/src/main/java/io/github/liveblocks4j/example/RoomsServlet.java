package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lists the rooms, and what the signed-in person may do in each: {@code GET /api/rooms}. */
@WebServlet("/api/rooms")
public final class RoomsServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  /**
   * A room as the page shows it.
   *
   * @param id the room's id at Liveblocks
   * @param title for display
   * @param owner the id of the person who may share it
   * @param access what the signed-in person may do in it
   */
  public record RoomView(String id, String title, String owner, Access access) {

    static RoomView of(Room room, Optional<Person> person) {
      return new RoomView(
          room.id(),
          ExampleRooms.title(room),
          ExampleRooms.owner(room).map(Person::id).orElse(null),
          person.map(visitor -> Access.of(room, visitor)).orElse(Access.SIGNED_OUT));
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Person> person = SignInServlet.person(request);
    write(
        response,
        200,
        ExampleRooms.all(rooms()).stream().map(room -> RoomView.of(room, person)).toList());
  }
}
