package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in the site's own pages and those of the allowed origins; gives the latter their CORS
 * headers.
 *
 * <p>The rule against foreign pages is the one of Go's {@code net/http.CrossOriginProtection}:
 * {@code Sec-Fetch-Site}, which no page can forge, decides where the browser sends it; else {@code
 * Origin} has to name the host that was asked. Without both it is no browser. The scheme is not
 * compared, for TLS often ends at a proxy. {@code X-Forwarded-Host} counts as the host that was
 * asked: a foreign page cannot send it without a preflight, which only allowed origins pass.
 */
public final class OriginGuard {

  private static final Pattern HEADER_NAMES =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}");
  private static final String PREFLIGHT_MAX_AGE = "600";

  private final Set<String> allowedOrigins;

  public OriginGuard(Set<String> allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  /** Answers the browser's question whether a page of another origin may call. */
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
        && withoutDefaultPort(origin.substring(scheme + 3))
            .equalsIgnoreCase(withoutDefaultPort(host));
  }

  private static String withoutDefaultPort(String authority) {
    return authority.replaceFirst(":(80|443)$", "");
  }

  private static @Nullable String firstOf(@Nullable String list) {
    return list == null ? null : list.split(",", 2)[0].strip();
  }
}
