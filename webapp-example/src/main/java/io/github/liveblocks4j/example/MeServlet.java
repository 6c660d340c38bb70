package io.github.liveblocks4j.example;

import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Responds with what the page has to know first: {@code GET /api/me}. */
@WebServlet("/api/me")
public final class MeServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  /**
   * The response.
   *
   * @param me who is signed in, or null
   * @param people who can sign in
   * @param standIn whether Liveblocks is simulated
   * @param roomsUrl where the browser enters rooms, or null when it cannot
   */
  public record Start(Person me, List<Person> people, boolean standIn, URI roomsUrl) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletContext context = getServletContext();
    Person me = SignInServlet.person(request).orElse(null);
    URI roomsUrl = LiveRooms.url(context).orElse(null);
    write(response, 200, new Start(me, Person.all(), StandIn.isIn(context), roomsUrl));
  }
}
