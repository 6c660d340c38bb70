package io.github.liveblocks4j.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the fake received. Immutable; {@link #toString} shows neither headers, which hold
 * the secret key, nor the body.
 */
public final class RecordedRequest {

  private final HttpRequest request;
  private final String body;

  RecordedRequest(HttpRequest request) {
    this.request = request;
    this.body = request.bodyText();
  }

  /**
   * The method.
   *
   * @return for example {@code POST}
   */
  public String method() {
    return request.method();
  }

  /**
   * The path as it came.
   *
   * @return still percent-encoded, without the query
   */
  public String path() {
    return request.rawPath();
  }

  /**
   * The query as it came.
   *
   * @return still percent-encoded, without the question mark; empty when there was none
   */
  public String query() {
    return request.rawQuery();
  }

  /**
   * The first value of a header.
   *
   * @param name the header's name, in any case
   * @return empty when the request did not have it
   */
  public Optional<String> header(String name) {
    return request.header(name);
  }

  /**
   * All headers.
   *
   * @return an unmodifiable map from name, in any case, to values
   */
  public Map<String, List<String>> headers() {
    return request.headers().asMap();
  }

  /**
   * The body.
   *
   * @return the text, read as UTF-8; empty when there was none
   */
  public String body() {
    return body;
  }

  /** Method, path and query only. */
  @Override
  public String toString() {
    return method() + " " + path() + (query().isEmpty() ? "" : "?" + query());
  }
}
