package io.github.liveblocks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The body of a request that is answered without it. Some servers close the connection when they
 * find it unread behind the answer; the next request that a client, or a proxy for another visitor,
 * sends on that connection then gets none.
 */
final class UnreadBody {

  /** What is longer is left to the server; a connection is not worth more. */
  private static final int MOST_BYTES = 16 * 1024;

  private UnreadBody() {}

  static void discard(HttpServletRequest request) {
    if (request.getContentLengthLong() > MOST_BYTES) {
      return;
    }
    try {
      var unused = request.getInputStream().readNBytes(MOST_BYTES);
    } catch (IOException | IllegalStateException e) {
      // The visitor has gone, or a filter in front has read the body as text: nothing is left.
    }
  }
}
