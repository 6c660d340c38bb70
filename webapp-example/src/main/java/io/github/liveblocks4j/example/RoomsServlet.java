package io.github.liveblocks4j.example;

import io.github.liveblocks4j.example.ExampleRoom.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The rooms, and what the signed-in person may do in each: {@code GET /api/rooms}. */
public final class RoomsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Verdict NOBODY = new Verdict(Access.NONE, "Nobody is signed in.");

  /** For the container. */
  public RoomsServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Person> person = SignedIn.person(request);
    JsonArrayBuilder rooms = Json.createArrayBuilder();
    for (ExampleRoom room : ExampleRooms.all()) {
      Verdict verdict = person.map(somebody -> verdict(room, somebody)).orElse(NOBODY);
      rooms.add(
          Json.createObjectBuilder()
              .add("id", room.id())
              .add("title", room.title())
              .add("access", verdict.access().code())
              .add("reason", verdict.reason()));
    }
    JsonAnswer.write(response, rooms.build());
  }

  private static Verdict verdict(ExampleRoom room, Person person) {
    return person.barred()
        ? new Verdict(Access.NONE, "The endpoint turns %s away.".formatted(person.name()))
        : room.verdictFor(person);
  }
}
