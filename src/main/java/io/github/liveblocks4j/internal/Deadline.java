package io.github.liveblocks4j.internal;

import java.time.Duration;

/** A moment on the monotonic clock, which no change of the system's date moves. */
final class Deadline {

  private final long endNanos;

  Deadline(Duration fromNow) {
    this.endNanos = System.nanoTime() + fromNow.toNanos();
  }

  /** Never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }
}
