package io.github.liveblocks4j.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what this page may do: load its own files, and connect to this server and to the
 * rooms' server. Nothing inline, nobody else's anything, in nobody's frame.
 */
public final class SecurityHeadersFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private transient String policy = "default-src 'none'";

  /** For the container. */
  public SecurityHeadersFilter() {}

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    String rooms =
        LiveClient.roomsUrl(config.getServletContext())
            .map(url -> " " + LiveClient.connectSources(url))
            .orElse("");
    policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'" + rooms,
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    chain.doFilter(request, response);
  }
}
