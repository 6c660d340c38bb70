package io.github.liveblocks4j.e2e;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps method and status of each request before the client sees the response. Thread-safe. */
final class RequestCounter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient List<String> outcomes = new CopyOnWriteArrayList<>();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse watched =
        new HttpServletResponseWrapper(response) {
          @Override
          public ServletOutputStream getOutputStream() throws IOException {
            outcomes.add(request.getMethod() + " " + getStatus());
            return super.getOutputStream();
          }
        };
    chain.doFilter(request, watched);
    if (response.getStatus() == HttpServletResponse.SC_NO_CONTENT) {
      outcomes.add(request.getMethod() + " 204");
    }
  }

  /** For example {@code POST 200}. */
  List<String> outcomes() {
    return outcomes;
  }
}
