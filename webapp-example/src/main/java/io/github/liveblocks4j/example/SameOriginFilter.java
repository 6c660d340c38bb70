package io.github.liveblocks4j.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Keeps other sites from signing people in or out, and from sharing their rooms. Browsers say where
 * a request comes from, in {@code Sec-Fetch-Site} or at least in {@code Origin}; a request with
 * neither comes from no browser and brings nobody's cookies along.
 */
public final class SameOriginFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public SameOriginFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isSameOrigin(request)) {
      chain.doFilter(request, response);
    } else {
      JsonResponse.problem(
          response, 403, "origin_not_allowed", "This request comes from another site.");
    }
  }

  private static boolean isSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin == null || authority(origin).equalsIgnoreCase(request.getHeader("Host"));
  }

  /** Host and port; not the scheme, which a proxy in front may have changed. */
  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
