package io.github.liveblocks4j.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call to Liveblocks.
 *
 * @param method HTTP method
 * @param path encoded path with query, from the base URL on: {@code /v2/…}
 * @param json the body, or null for none
 * @param idempotent whether a second delivery does no harm, so that the call may be retried when
 *     nobody knows what became of the first
 * @param tokenUser the id of the user whom a token is for; null for every call but those for tokens
 */
public record ApiRequest(
    String method,
    String path,
    @Nullable String json,
    boolean idempotent,
    @Nullable String tokenUser) {

  /** A page of 100 rooms with full metadata and accesses stays well below. */
  private static final int MAX_RESPONSE = 16 * 1024 * 1024;

  /** A token has 64 KB at most. Hundreds of these responses may be in memory at a time. */
  private static final int MAX_TOKEN_RESPONSE = 256 * 1024;

  /** Creates a call that is not for a token. */
  public ApiRequest(String method, String path, @Nullable String json, boolean idempotent) {
    this(method, path, json, idempotent, null);
  }

  /** Creates a call for a token. It is idempotent: a token that nobody received simply expires. */
  public static ApiRequest forToken(String path, String json, String userId) {
    return new ApiRequest("POST", path, json, true, userId);
  }

  /** Returns the longest response body that is read, in bytes. */
  public int maxResponse() {
    return isForToken() ? MAX_TOKEN_RESPONSE : MAX_RESPONSE;
  }

  boolean isForToken() {
    return tokenUser != null;
  }

  /** Returns a hash that tells apart whom or what calls are about. */
  int subject() {
    return Objects.hash(method, path, tokenUser != null ? tokenUser : json);
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
