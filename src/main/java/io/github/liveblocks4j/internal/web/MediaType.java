package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request brings JSON in UTF-8. Parsed by hand, in one pass: a pattern with
 * optional white space on both sides of an optional parameter takes quadratic time, and this is
 * text of strangers.
 */
final class MediaType {

  /** Longer than any way to say it. */
  private static final int MAX_LENGTH = 100;

  private MediaType() {}

  static boolean isJson(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    // Not getContentType: Jetty's throws where the charset is unknown.
    return isJson(request.getHeader("Content-Type"))
        && (encoding == null || encoding.equalsIgnoreCase("identity"));
  }

  static boolean isJson(@Nullable String contentType) {
    // To strip() some control characters are white space; to RFC 9110 the tab alone is.
    if (contentType == null
        || contentType.length() > MAX_LENGTH
        || contentType.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      return false;
    }
    String[] parts = contentType.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (!parameter.isEmpty() && !isUtf8(parameter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(String parameter) {
    int equals = parameter.indexOf('=');
    return equals > 0
        && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")
        && unquoted(parameter.substring(equals + 1).strip()).equalsIgnoreCase("utf-8");
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
