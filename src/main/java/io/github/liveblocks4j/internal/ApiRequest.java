package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to Liveblocks.
 *
 * @param template the path without values, for messages: ids can be personal
 * @param path encoded path with query, from the base URL on: {@code /v2/…}
 * @param content the body, not copied; null for none
 * @param headers beside those of all requests; the type of the body is one of them
 * @param idempotent whether a second delivery does no harm, so that the call may be retried when it
 *     is not known what became of the first
 * @param timeout the time for this call; null for that of the client
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are not compared.
public record ApiRequest(
    String method,
    String template,
    String path,
    byte @Nullable [] content,
    Map<String, String> headers,
    boolean idempotent,
    boolean isForToken,
    @Nullable Duration timeout,
    int maxResponseBytes) {

  public static final String CONTENT_TYPE = "Content-Type";

  /** The type of all bodies but those of the application's own types. */
  public static final String JSON = "application/json; charset=UTF-8";

  /** A page of 100 rooms with full metadata and accesses stays well below. */
  public static final int DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

  /** A token has 64 KB at most. Hundreds of these responses may be in memory at a time. */
  private static final int MAX_TOKEN_RESPONSE_BYTES = 256 * 1024;

  /** Creates a call with or without JSON that is not for a token. */
  public ApiRequest(
      String method,
      Url url,
      @Nullable String json,
      boolean idempotent,
      @Nullable Duration timeout) {
    this(
        method,
        url.toString(),
        url.build(),
        json == null ? null : json.getBytes(StandardCharsets.UTF_8),
        json == null ? Map.of() : Map.of(CONTENT_TYPE, JSON),
        idempotent,
        false,
        timeout,
        DEFAULT_MAX_RESPONSE_BYTES);
  }

  /** Creates a call for a token. It is idempotent: a token that is not received simply expires. */
  public static ApiRequest forToken(String path, String json) {
    return new ApiRequest(
        "POST",
        path,
        path,
        json.getBytes(StandardCharsets.UTF_8),
        Map.of(CONTENT_TYPE, JSON),
        true,
        true,
        null,
        MAX_TOKEN_RESPONSE_BYTES);
  }

  /** Returns this call with one more query parameter. */
  public ApiRequest query(String name, String value) {
    return new ApiRequest(
        method,
        template,
        path + (path.indexOf('?') < 0 ? '?' : '&') + Url.parameter(name, value),
        content,
        headers,
        idempotent,
        isForToken,
        timeout,
        maxResponseBytes);
  }

  /** Returns what a message may say of the call. */
  @Override
  public String toString() {
    return method + " " + template;
  }
}
