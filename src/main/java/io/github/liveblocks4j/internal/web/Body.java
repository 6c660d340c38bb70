package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.Nullable;

/** A request body, or why there is none. Never in a log: pages may put anything into it. */
final class Body {

  private final byte[] bytes;
  private final @Nullable RequestRejectedException problem;

  private Body(byte[] bytes, @Nullable RequestRejectedException problem) {
    this.bytes = bytes;
    this.problem = problem;
  }

  static Body of(byte[] bytes) {
    return new Body(bytes, null);
  }

  static Body rejected(RequestRejectedException problem) {
    return new Body(new byte[0], problem);
  }

  byte[] bytes() throws RequestRejectedException {
    if (problem != null) {
      throw problem;
    }
    return bytes;
  }
}
