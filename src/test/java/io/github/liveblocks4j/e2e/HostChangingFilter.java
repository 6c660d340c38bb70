package io.github.liveblocks4j.e2e;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a reverse proxy does when nobody told it to pass on the Host header. */
final class HostChangingFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final String host;

  HostChangingFilter(String host) {
    this.host = host;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest changed =
        new HttpServletRequestWrapper(request) {
          @Override
          public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Host") ? host : super.getHeader(name);
          }
        };
    chain.doFilter(changed, response);
  }
}
