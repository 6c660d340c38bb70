package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests of the site's own pages and of those of the allowed origins, and gives the
 * latter their CORS headers. Thread-safe.
 *
 * <p>The rule against cross-site requests is the one of Go's {@code
 * net/http.CrossOriginProtection}: {@code Sec-Fetch-Site}, which no page can forge, decides where
 * the browser sends it; else {@code Origin} has to name the requested host. Without both it is not
 * a browser. The scheme is not compared, for TLS often ends at a proxy. {@code X-Forwarded-Host}
 * counts as the requested host: a page of another site cannot send it without a preflight, which
 * only allowed origins pass.
 */
public final class OriginGuard {

  private static final Pattern HEADER_NAMES =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}+");
  private static final String PREFLIGHT_MAX_AGE = "600";

  private final Set<String> allowedOrigins;

  /**
   * Creates a guard.
   *
   * @param allowedOrigins other origins, as browsers send them
   */
  public OriginGuard(Set<String> allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  /** Responds to a preflight, by which a browser asks whether a page of another origin may call. */
  void preflight(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    check(request, response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_MAX_AGE);
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null && HEADER_NAMES.matcher(headers).matches()) {
      response.setHeader("Access-Control-Allow-Headers", headers);
    }
  }

  /** Rejects the request of a page that is neither the site's own nor of an allowed origin. */
  void check(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    String origin = request.getHeader("Origin");
    if (!allowedOrigins.isEmpty()) {
      response.addHeader("Vary", "Origin");
    }
    if (origin != null && allowedOrigins.contains(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      return;
    }
    if (!isOwnPage(request, origin)) {
      throw new RequestRejectedException(ErrorResponse.ORIGIN_NOT_ALLOWED);
    }
  }

  private static boolean isOwnPage(HttpServletRequest request, @Nullable String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    return origin == null
        || isHostOf(origin, request.getHeader("Host"))
        || isHostOf(origin, firstOf(request.getHeader("X-Forwarded-Host")));
  }

  private static boolean isHostOf(String origin, @Nullable String host) {
    int scheme = origin.indexOf("://");
    return host != null
        && scheme > 0
        && withoutPort(host, "80", "443")
            .equalsIgnoreCase(
                withoutPort(
                    origin.substring(scheme + 3),
                    String.valueOf(Origin.defaultPort(origin.substring(0, scheme)))));
  }

  // By hand: no pattern that could backtrack on untrusted input.
  private static String withoutPort(String authority, String... ports) {
    for (String port : ports) {
      if (authority.endsWith(":" + port)) {
        return authority.substring(0, authority.length() - port.length() - 1);
      }
    }
    return authority;
  }

  private static @Nullable String firstOf(@Nullable String list) {
    if (list == null) {
      return null;
    }
    int comma = list.indexOf(',');
    return (comma < 0 ? list : list.substring(0, comma)).strip();
  }
}
