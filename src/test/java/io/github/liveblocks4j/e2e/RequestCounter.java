package io.github.liveblocks4j.e2e;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sits before the endpoint, and keeps what was asked and answered. Thread-safe. */
final class RequestCounter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final long PATIENCE_SECONDS = 20;

  /** A request to the endpoint. The status is there before its client can see it. */
  record Asked(String method, CompletableFuture<Integer> answered) {

    int status() {
      return answered.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private final transient List<Asked> all = new CopyOnWriteArrayList<>();
  private final transient BlockingQueue<Asked> untaken = new LinkedBlockingQueue<>();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Asked asked = new Asked(request.getMethod(), new CompletableFuture<>());
    all.add(asked);
    untaken.add(asked);
    HttpServletResponse watched =
        new HttpServletResponseWrapper(response) {
          @Override
          public void setStatus(int status) {
            asked.answered().complete(status);
            super.setStatus(status);
          }
        };
    chain.doFilter(request, watched);
  }

  Asked take() {
    try {
      Asked asked = untaken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (asked == null) {
        throw new AssertionError("no further request came to the endpoint; so far: " + all);
      }
      return asked;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<Asked> all() {
    return List.copyOf(all);
  }
}
