package io.github.liveblocks4j.example;

import io.github.liveblocks4j.rooms.Room;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The rooms, and what the signed-in person may do in each: {@code GET /api/rooms}. The header
 * {@code Revision} is what {@code /api/changes} wants to know.
 */
public final class RoomsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public RoomsServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Person> person = SignedIn.person(request);
    // Read first: what changes from here on is news to the page.
    long revision = Changes.of(getServletContext()).revision();
    try {
      JsonArrayBuilder rooms = Json.createArrayBuilder();
      for (Room room : HouseRooms.of(getServletContext()).all()) {
        rooms.add(json(room, person));
      }
      response.setHeader("Revision", Long.toString(revision));
      JsonResponse.write(response, rooms.build());
    } catch (Problem e) {
      e.write(response);
    }
  }

  private static JsonObject json(Room room, Optional<Person> person) {
    Verdict verdict = person.map(somebody -> Verdict.of(room, somebody)).orElse(Verdict.NOBODY);
    return Json.createObjectBuilder()
        .add("id", room.id())
        .add("title", ExampleRoom.titleOf(room))
        .add("owner", Ownership.ownerOf(room).map(Person::name).orElse(""))
        .add("own", person.filter(somebody -> Ownership.isOf(room, somebody)).isPresent())
        .add("access", AccessWord.of(verdict.access()))
        .add("reason", verdict.reason())
        .build();
  }
}
