package io.github.liveblocks4j.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/**
 * A request that the fake received. Immutable; {@link #toString} shows neither headers, which hold
 * the secret key, nor the body.
 */
public final class RecordedRequest {

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] bytes;
  private final String body;

  private RecordedRequest(
      String method, String target, Map<String, List<String>> headers, byte[] bytes) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    this.headers = headers;
    this.bytes = bytes;
    this.body = new String(bytes, StandardCharsets.UTF_8);
  }

  static RecordedRequest of(HttpRequest request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : request.getHeaders()) {
      String value = header.getValue();
      headers
          .computeIfAbsent(header.getName(), name -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return new RecordedRequest(
        request.getMethod(), request.getPath(), Collections.unmodifiableMap(headers), body);
  }

  /**
   * The method.
   *
   * @return for example {@code POST}
   */
  public String method() {
    return method;
  }

  /**
   * The path as it came.
   *
   * @return still percent-encoded, without the query
   */
  public String path() {
    return path;
  }

  /**
   * The query as it came.
   *
   * @return still percent-encoded, without the question mark; empty when there was none
   */
  public String query() {
    return query;
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the header's name, in any case
   * @return empty when the request did not have it
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * Returns all headers.
   *
   * @return an unmodifiable map from name, in any case, to values
   */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * Returns the body as text.
   *
   * @return the body, read as UTF-8; empty when there was none
   */
  public String body() {
    return body;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Method, path and query only. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
