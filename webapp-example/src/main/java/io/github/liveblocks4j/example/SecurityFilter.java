package io.github.liveblocks4j.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what the page may load and connect to, and rejects POST requests from other sites.
 * It is in front of the auth endpoint, which responds asynchronously: hence {@code asyncSupported}.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class SecurityFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
            + " 'self'"
            + LiveRooms.connectSources(request.getServletContext())
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (request.getMethod().equals("POST") && !isSameOrigin(request)) {
      JsonServlet.fail(
          response, 403, "origin_not_allowed", "This request comes from another site.");
      return;
    }
    chain.doFilter(request, response);
  }

  /**
   * Returns whether the page itself sends the request. Browsers say so in {@code Sec-Fetch-Site} or
   * at least in {@code Origin}; a request with neither, such as a webhook, comes from no browser
   * and carries no user's cookies.
   */
  private static boolean isSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    // Not the scheme, which a proxy in front may have changed.
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.getHeader("Host"));
  }
}
