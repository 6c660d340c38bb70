package io.github.liveblocks4j.testing;

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
 *
 * @param method for example {@code POST}
 * @param path the path as it came: still percent-encoded, without the query
 * @param query the query as it came: still percent-encoded, without the question mark; empty when
 *     there was none
 * @param headers all headers: from name, in any case, to values
 * @param body the text; empty when there was none
 */
public record RecordedRequest(
    String method, String path, String query, Map<String, List<String>> headers, String body) {

  /**
   * Copies the headers.
   *
   * @param method the method
   * @param path the path
   * @param query the query
   * @param headers all headers
   * @param body the text
   */
  public RecordedRequest {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  static RecordedRequest of(HttpRequest request, String body) {
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
   * Returns the first value of a header.
   *
   * @param name the header's name, in any case
   * @return empty when the request did not have it
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Method, path and query only. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
