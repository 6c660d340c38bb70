package io.github.liveblocks4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * One call to Liveblocks.
 *
 * @param method HTTP method
 * @param path encoded path with query, from the base URL on: {@code /v2/…}
 * @param json the body, or null for none
 * @param idempotent whether a second delivery does no harm, so that it may be retried when nobody
 *     knows what became of the first
 */
public record ApiRequest(String method, String path, @Nullable String json, boolean idempotent) {

  /** What a message may say of the call: no query, which can hold ids of users. */
  String label() {
    int query = path.indexOf('?');
    return method + " " + (query < 0 ? path : path.substring(0, query));
  }

  @Override
  public String toString() {
    return label();
  }
}
