package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.web.EndpointConfig;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import org.jspecify.annotations.Nullable;

/**
 * The path to which the filter responds, as its init-param says.
 *
 * @param value the path inside the web application; the default where the init-param is not valid
 * @param mistake what is wrong with the init-param; null when it is valid or not set
 */
record FilterPath(String value, @Nullable String mistake) {

  // Not part of a path, or written otherwise in the decoded paths that the container tells.
  private static final String FORBIDDEN = "*?#;%\\ ";

  static FilterPath of(@Nullable String initParam) {
    if (initParam == null) {
      return new FilterPath(LiveblocksAuthFilter.DEFAULT_PATH, null);
    }
    String text = initParam.strip();
    String path = text.startsWith("/") ? text : "/" + text;
    String mistake = mistake(text, path);
    return mistake == null
        ? new FilterPath(path, null)
        : new FilterPath(
            LiveblocksAuthFilter.DEFAULT_PATH,
            "init-param %s: %s %s"
                .formatted(EndpointConfig.FILTER_PATH, Masking.quoted(text), mistake));
  }

  /**
   * Requires a path that requests can have.
   *
   * @throws MisconfiguredException when the init-param is not valid
   */
  void requireValid() {
    if (mistake != null) {
      throw new MisconfiguredException(mistake);
    }
  }

  private static @Nullable String mistake(String text, String path) {
    if (text.isEmpty()) {
      return "is blank: name a path, or remove the init-param for the default "
          + LiveblocksAuthFilter.DEFAULT_PATH;
    }
    if (text.contains("://")) {
      return "is a URL: expected a path inside the web application, for example "
          + LiveblocksAuthFilter.DEFAULT_PATH;
    }
    if (text.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      return "is not one path: the filter responds to exactly one, without wildcard, query, path parameter or percent-encoding";
    }
    if (path.endsWith("/")) {
      return "ends with a slash: remove it, or the client's authEndpoint would need it too";
    }
    return path.contains("//") || path.contains("/./") || path.contains("/../")
        ? "is not normalized: no request has such a path"
        : null;
  }
}
