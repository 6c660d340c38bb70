package io.github.liveblocks4j.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One HTTP request as it came.
 *
 * @param method for example {@code POST}
 * @param rawPath the path, still percent-encoded
 * @param rawQuery the query, still percent-encoded; empty when there is none
 * @param headers all header fields
 * @param body the bytes without transfer coding; empty when there are none
 * @param keepAlive whether the client wants to send another request on this connection
 */
record HttpRequest(
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    ByteBuffer body,
    boolean keepAlive) {

  /** The body as text; a malformed sequence becomes a replacement character. */
  String bodyText() {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  Optional<String> header(String name) {
    return headers.first(name);
  }
}
