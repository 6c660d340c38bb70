package io.github.liveblocks4j.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Waits for the next change of accesses: {@code GET /api/changes?after=REVISION}. The revision
 * comes with the rooms and with every response.
 */
public final class ChangesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public ChangesServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      SignedIn.required(request);
      Changes.of(getServletContext()).await(request, response, known(request));
    } catch (Problem e) {
      e.write(response);
    }
  }

  private static long known(HttpServletRequest request) throws Problem {
    try {
      return Long.parseLong(request.getParameter("after"));
    } catch (NumberFormatException e) {
      throw Problem.invalid("The parameter after must be a revision.");
    }
  }
}
