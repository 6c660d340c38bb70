package io.github.liveblocks4j.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests of as many users as keep each below the limit of tokens per minute. */
final class Visitors {

  private final byte[][] requests;
  private final AtomicInteger next = new AtomicInteger();

  Visitors(URI url, int users, String body, String headers) {
    this.requests = new byte[users][];
    for (int user = 0; user < users; user++) {
      requests[user] =
          """
          POST %s HTTP/1.1
          Host: %s
          Content-Type: application/json
          Content-Length: %d
          X-User: user-%d
          %s
          %s"""
              .formatted(
                  url.getPath(),
                  url.getAuthority(),
                  body.length(),
                  user,
                  headers.isEmpty() ? "" : headers + "\n",
                  body)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  byte[] next() {
    return requests[Math.floorMod(next.getAndIncrement(), requests.length)];
  }
}
