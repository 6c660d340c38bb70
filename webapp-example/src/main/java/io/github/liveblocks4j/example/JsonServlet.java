package io.github.liveblocks4j.example;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.rooms.Rooms;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the application's own servlets share: they respond with JSON, failures included. */
abstract class JsonServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(JsonServlet.class.getName());
  private static final Jsonb JSON = JsonbBuilder.create();

  /** Why a request fails, as the browser may know it. */
  static final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Problem(int status, String code, String reason) {
      super(reason);
      this.status = status;
      this.code = code;
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      super.service(request, response);
    } catch (Problem e) {
      fail(response, e.status, e.code, e.getMessage());
    } catch (LiveblocksException e) {
      LOG.log(Level.WARNING, "A call to Liveblocks failed", e);
      fail(response, 503, "liveblocks_failed", "Liveblocks does not do this. The log says why.");
    }
  }

  /** Responds with the members that failures of the library's endpoints have too. */
  static void fail(HttpServletResponse response, int status, String code, String reason)
      throws IOException {
    write(response, status, Map.of("code", code, "reason", reason));
  }

  /** Writes a value as JSON that no cache may keep: it depends on who is signed in. */
  static void write(HttpServletResponse response, int status, Object value) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(JSON.toJson(value).getBytes(StandardCharsets.UTF_8));
  }

  static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    if (value == null) {
      throw new Problem(400, "invalid_request", "The parameter %s is missing.".formatted(name));
    }
    return value;
  }

  static Person signedIn(HttpServletRequest request) {
    return SignInServlet.person(request)
        .orElseThrow(() -> new Problem(401, "unauthenticated", "You are not signed in."));
  }

  /** Returns the rooms of the Liveblocks project, by the client that the auth endpoint uses. */
  final Rooms rooms() {
    try {
      return LiveblocksAuthServlet.client(getServletContext()).rooms();
    } catch (IllegalStateException e) {
      throw new Problem(
          503, "misconfigured", "The settings for Liveblocks are wrong. The log says what to do.");
    }
  }
}
