package io.github.liveblocks4j.bench.war;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the container alone takes for such a request: reads the body, goes asynchronous, and
 * responds with as much as the endpoint does after as long as Liveblocks would take. No library, no
 * user, no call, no JSON.
 */
@WebServlet(urlPatterns = "/api/liveblocks-auth", asyncSupported = true)
public final class BareServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** The header with the delay in milliseconds; none without it. */
  public static final String DELAY = "X-Delay";

  private static final byte[] TOKEN =
      ("{\"token\":\"" + "x".repeat(400) + "\"}").getBytes(StandardCharsets.US_ASCII);

  private final transient ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

  /** For the container. */
  public BareServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().readAllBytes();
    AsyncContext async = request.startAsync();
    String delay = request.getHeader(DELAY);
    if (delay == null) {
      respond(async, response);
    } else {
      timer.schedule(() -> respond(async, response), Long.parseLong(delay), TimeUnit.MILLISECONDS);
    }
  }

  private static void respond(AsyncContext async, HttpServletResponse response) {
    try {
      response.setContentType("application/json");
      response.setContentLength(TOKEN.length);
      response.getOutputStream().write(TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      async.complete();
    }
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
