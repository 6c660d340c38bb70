package io.github.liveblocks4j.testing;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/**
 * One HTTP response. Immutable.
 *
 * @param status the status code
 * @param headers more header fields, in order; the framing ones are added when it is sent
 * @param body the body, empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are sent, not compared.
record Response(int status, Map<String, String> headers, byte[] body) {

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[^\\p{Cntrl}]*");

  Response {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  static Response json(int status, JsonValue value) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        value.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Response error(int status, String error, String message) {
    return json(status, Json.object().add("error", error).add("message", message).build());
  }

  /** An error without a code of its own: it is called by its status. */
  static Response error(int status, String message) {
    return error(status, phrase(status), message);
  }

  static Response noContent() {
    return new Response(204, Map.of(), new byte[0]);
  }

  static Response bytes(byte[] bytes) {
    return new Response(200, Map.of("Content-Type", "application/octet-stream"), bytes);
  }

  Response withHeader(String name, String value) {
    requireHeader(name, value);
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** Rejects what would break out of a header line. */
  static void requireHeader(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a valid header: '" + name + ": " + value + "'");
    }
  }

  static String phrase(int status) {
    String phrase = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH);
    return phrase == null ? "Status " + status : phrase;
  }
}
