package io.github.liveblocks4j.testing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
  private final byte[] body;

  RecordedRequest(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
  }

  static RecordedRequest of(HttpRequest request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : request.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(value);
    }
    String[] target = request.getPath().split("\\?", 2);
    String query = target.length < 2 ? "" : target[1];
    return new RecordedRequest(request.getMethod(), target[0], query, headers, body);
  }

  /**
   * Returns the method.
   *
   * @return for example {@code POST}
   */
  public String method() {
    return method;
  }

  /**
   * Returns the path as it came.
   *
   * @return still percent-encoded, without the query
   */
  public String path() {
    return path;
  }

  /**
   * Returns the query as it came.
   *
   * @return still percent-encoded, without the question mark; empty when there was none
   */
  public String query() {
    return query;
  }

  /**
   * Returns all headers.
   *
   * @return from name, in any case, to values; unmodifiable
   */
  public Map<String, List<String>> headers() {
    return headers;
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
   * Returns the body as text.
   *
   * @return UTF-8, with U+FFFD for what is not; empty when there was no body
   */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Returns the body as it came.
   *
   * @return a copy; empty when there was no body
   */
  public byte[] bytes() {
    return body.clone();
  }

  /** How long the body is, in bytes. */
  int length() {
    return body.length;
  }

  /** The body as text; 400 when it is not UTF-8. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ApiException.of(400, "The body is not UTF-8");
    }
  }

  /** Returns method, path and query only. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
