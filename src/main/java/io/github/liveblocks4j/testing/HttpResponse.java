package io.github.liveblocks4j.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer. Immutable.
 *
 * @param status the status code
 * @param headers more header fields, in order; the framing ones are added when it is written
 * @param body the body, empty for none
 */
record HttpResponse(int status, Map<String, String> headers, String body) {

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[^\\p{Cntrl}]*");

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(302, "Found"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"));

  HttpResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  static HttpResponse json(int status, @Nullable Object value) {
    return new HttpResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), JsonWriter.write(value));
  }

  static HttpResponse error(int status, String error, String message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("message", message);
    return json(status, body);
  }

  static HttpResponse noContent() {
    return new HttpResponse(204, Map.of(), "");
  }

  HttpResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new HttpResponse(status, more, body);
  }

  /** Refuses what would break out of a header line. */
  static void requireHeader(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("no header can be '" + name + ": " + value + "'");
    }
  }

  static String phrase(int status) {
    return PHRASES.getOrDefault(status, "Status " + status);
  }

  /** The answer as it goes over the wire. */
  byte[] encode(boolean keepAlive, boolean withBody) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + phrase(status) + "\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    boolean bodyAllowed = status >= 200 && status != 204 && status != 304;
    if (bodyAllowed) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    if (!keepAlive) {
      head.append("Connection: close\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // Header values may carry text in UTF-8, as X-LB-Warn does.
    out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    if (bodyAllowed && withBody) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
