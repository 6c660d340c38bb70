package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomUpdate;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Who may do what in a room, for its owner only: {@code GET /api/accesses?room=ID}, and {@code
 * POST} with an {@link AccessChange}.
 */
public final class AccessesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AccessesServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      JsonResponse.write(response, AccessesView.of(ownRoom(request)));
    } catch (Problem e) {
      e.write(response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Room room = ownRoom(request);
      RoomUpdate update = AccessChange.read(request);
      Room updated = HouseRooms.of(getServletContext()).update(room, update);
      Changes.of(getServletContext()).publish();
      JsonResponse.write(response, AccessesView.of(updated));
    } catch (Problem e) {
      e.write(response);
    }
  }

  private Room ownRoom(HttpServletRequest request) throws Problem {
    Person person = SignedIn.required(request);
    String id = request.getParameter("room");
    if (id == null) {
      throw Problem.invalid("The parameter room is missing.");
    }
    Room room = HouseRooms.of(getServletContext()).get(id);
    if (!Ownership.isOf(room, person)) {
      throw new Problem(403, "not_the_owner", "Only the room’s owner can share it.");
    }
    return room;
  }
}
