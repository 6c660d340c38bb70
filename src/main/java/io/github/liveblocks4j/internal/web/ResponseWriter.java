package io.github.liveblocks4j.internal.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the endpoints' responses. Written by hand and not by JSON-B, so that a server without a
 * JSON provider still gets the response that says so.
 */
final class ResponseWriter {

  private ResponseWriter() {}

  static void json(HttpServletResponse response, String json) throws IOException {
    write(response, HttpServletResponse.SC_OK, json);
  }

  static void error(HttpServletResponse response, ErrorResponse error, String reason)
      throws IOException {
    write(
        response,
        error.status(),
        "{\"error\":%s,\"reason\":%s,\"code\":%s}"
            .formatted(quote(error.error()), quote(reason), quote(error.code())));
  }

  private static void write(HttpServletResponse response, int status, String json)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** A JSON string (RFC 8259, 7), ASCII only. */
  private static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        json.append(c);
      } else {
        json.append("\\u%04x".formatted((int) c));
      }
    }
    return json.append('"').toString();
  }
}
