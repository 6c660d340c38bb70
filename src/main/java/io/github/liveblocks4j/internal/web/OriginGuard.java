package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Masking;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests of the site's own pages and of those of the allowed origins, and gives the
 * latter their CORS headers. Thread-safe.
 *
 * <p>The rule against cross-site requests is the one of Go's {@code
 * net/http.CrossOriginProtection}: {@code Sec-Fetch-Site}, which no page can forge, decides where
 * the browser sends it; else {@code Origin} has to name the requested host. Without both it is not
 * a browser. The scheme is not compared, for TLS often ends at a proxy. The requested host is what
 * {@code Host} or a header of a proxy says, or the request itself, which a filter or valve may have
 * changed: a page of another site cannot send any of them without a preflight, which only allowed
 * origins pass.
 *
 * @param allowedOrigins other origins, as browsers send them
 * @param log where an origin is named that is not the requested host
 */
record OriginGuard(Set<String> allowedOrigins, LogThrottle log) {

  private static final Pattern HEADER_NAMES =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}+");
  // Neither can backtrack: requests without a login reach them. The host in the first element of
  // Forwarded (RFC 7239).
  private static final Pattern FORWARDED_HOST =
      Pattern.compile("(?:^|;)\\s*+host=\"?+([^\";]++)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DEFAULT_PORT = Pattern.compile(":(?:80|443)$");

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
    response.setHeader("Access-Control-Max-Age", "600");
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

  private boolean isOwnPage(HttpServletRequest request, @Nullable String origin) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    if (origin == null) {
      return true;
    }
    List<String> hosts = requestedHosts(request);
    boolean own =
        (origin.startsWith("https://") || origin.startsWith("http://"))
            && hosts.contains(origin.substring(origin.indexOf("://") + 3));
    if (!own) {
      log.log(
          Level.WARNING,
          "origin",
          () ->
              "A Liveblocks endpoint rejected a page: its origin %s is not the requested host %s. If it is the site's own, let the proxy pass on Host with its port (nginx: $http_host) or send X-Forwarded-Host; if not, allowedOrigins can name it"
                  .formatted(Masking.quoted(origin), Masking.quoted(String.join(", ", hosts))));
    }
    return own;
  }

  /** Returns the hosts as origins name them: in lower case, and without a default port. */
  private static List<String> requestedHosts(HttpServletRequest request) {
    String port = firstOf(request, "X-Forwarded-Port");
    Matcher forwarded = FORWARDED_HOST.matcher(firstOf(request, "Forwarded"));
    return Stream.of(
            firstOf(request, "Host"),
            firstOf(request, "X-Forwarded-Host"),
            forwarded.find() ? forwarded.group(1) : "",
            request.getServerName() + ":" + request.getServerPort())
        .filter(host -> !host.isEmpty())
        .flatMap(host -> port.isEmpty() ? Stream.of(host) : Stream.of(host, host + ":" + port))
        .map(host -> DEFAULT_PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst(""))
        .distinct()
        .toList();
  }

  /** Returns the first element of a header that is a list; empty where there is none. */
  private static String firstOf(HttpServletRequest request, String header) {
    String list = request.getHeader(header);
    return list == null ? "" : list.split(",", 2)[0].strip();
  }
}
