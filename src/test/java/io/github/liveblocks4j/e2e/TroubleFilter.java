package io.github.liveblocks4j.e2e;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sits before an endpoint, and spoils the first requests. Thread-safe. */
final class TroubleFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** What happens to a request instead of reaching the endpoint. */
  @FunctionalInterface
  interface Trouble {

    void happen(HttpServletRequest request, HttpServletResponse response) throws IOException;

    static Trouble json(int status, String body) {
      return respond(status, "application/json", body);
    }

    static Trouble html(int status) {
      return respond(status, "text/html", "<!doctype html><title>Trouble</title>");
    }

    private static Trouble respond(int status, String type, String body) {
      return (request, response) -> {
        response.setStatus(status);
        response.setContentType(type);
        response.getWriter().print(body);
      };
    }

    /** Leaves the request without a response, and holds no thread. */
    static Trouble silence() {
      return (request, response) -> request.startAsync().setTimeout(0);
    }
  }

  private final transient Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  /** Each of these happens to one request; those after them reach the endpoint. */
  void happen(Trouble... next) {
    troubles.addAll(List.of(next));
  }

  /** How many requests came so far. */
  int requests() {
    return requests.get();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    requests.incrementAndGet();
    Trouble trouble = troubles.poll();
    if (trouble == null) {
      chain.doFilter(request, response);
    } else {
      trouble.happen(request, response);
    }
  }
}
