package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call to Liveblocks.
 *
 * @param method HTTP method
 * @param path encoded path with query, from the base URL on: {@code /v2/…}
 * @param content the body, or null for none
 * @param idempotent whether a second delivery does no harm, so that the call may be retried when
 *     nobody knows what became of the first
 * @param tokenUser the id of the user whom a token is for; null for every call but those for tokens
 * @param timeout the time for this call; null for that of the client
 * @param maxResponseBytes the longest body that the response may have
 */
public record ApiRequest(
    String method,
    String path,
    @Nullable Content content,
    boolean idempotent,
    @Nullable String tokenUser,
    @Nullable Duration timeout,
    int maxResponseBytes) {

  /** A page of 100 rooms with full metadata and accesses stays well below. */
  public static final int DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

  /** A token has 64 KB at most. Hundreds of these responses may be in memory at a time. */
  private static final int MAX_TOKEN_RESPONSE_BYTES = 256 * 1024;

  /** Creates a call with or without JSON that is not for a token. */
  public ApiRequest(String method, String path, @Nullable String json, boolean idempotent) {
    this(
        method,
        path,
        json == null ? null : Content.json(json),
        idempotent,
        null,
        null,
        DEFAULT_MAX_RESPONSE_BYTES);
  }

  /** Creates a call for a token. It is idempotent: a token that nobody received simply expires. */
  public static ApiRequest forToken(String path, String json, String userId) {
    return new ApiRequest(
        "POST", path, Content.json(json), true, userId, null, MAX_TOKEN_RESPONSE_BYTES);
  }

  /** Returns this call with one more query parameter. */
  public ApiRequest query(String name, String value) {
    return new ApiRequest(
        method,
        path + (path.indexOf('?') < 0 ? '?' : '&') + Url.parameter(name, value),
        content,
        idempotent,
        tokenUser,
        timeout,
        maxResponseBytes);
  }

  boolean isForToken() {
    return tokenUser != null;
  }

  /** Returns whether a second attempt may be made beside a first one that hears nothing. */
  boolean mayHaveSecond() {
    return idempotent && (content == null || !content.isLarge());
  }

  /** Returns a hash that tells apart whom or what calls are about. */
  int subject() {
    return Objects.hash(
        method,
        path,
        tokenUser != null ? tokenUser : content == null ? 0 : Arrays.hashCode(content.bytes()));
  }

  /** Returns what a message may say of the call: no query, which can hold ids of users. */
  String label() {
    int query = path.indexOf('?');
    return method + " " + (query < 0 ? path : path.substring(0, query));
  }

  @Override
  public String toString() {
    return label();
  }
}
