package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Which back end there is, and where the page's client finds its rooms: {@code GET /api/back-end}.
 * {@code browserUrl} is null when there are no rooms to enter.
 */
public final class BackEndServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public BackEndServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletContext context = getServletContext();
    JsonValue browserUrl =
        LiveClient.roomsUrl(context)
            .<JsonValue>map(url -> Json.createValue(url.toString()))
            .orElse(JsonValue.NULL);
    JsonResponse.write(
        response,
        Json.createObjectBuilder()
            .add("kind", BackEnd.of(context).kind().code())
            .add("browserUrl", browserUrl)
            .build());
  }
}
