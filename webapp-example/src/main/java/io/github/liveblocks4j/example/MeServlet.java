package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Who is signed in, and who could be: {@code GET /api/me}. */
public final class MeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public MeServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonArrayBuilder people = Json.createArrayBuilder();
    People.all().forEach(person -> people.add(json(person)));
    JsonValue me = SignedIn.person(request).<JsonValue>map(MeServlet::json).orElse(JsonValue.NULL);
    JsonResponse.write(
        response, Json.createObjectBuilder().add("me", me).add("people", people).build());
  }

  private static JsonObject json(Person person) {
    return Json.createObjectBuilder()
        .add("id", person.id())
        .add("name", person.name())
        .add("group", person.group())
        .add("color", person.color())
        .add("barred", person.barred())
        .build();
  }
}
