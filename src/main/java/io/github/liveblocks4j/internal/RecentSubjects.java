package io.github.liveblocks4j.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers for a while whom or what calls were about, up to a bound. Thread-safe. */
final class RecentSubjects {

  // So many within the window are everybody, and it does not matter whether one counts twice.
  private static final int MAX = 256;

  private final long windowNanos;
  private final Scheduler scheduler;
  private final Map<Integer, Long> seen = new LinkedHashMap<>(); // guarded by itself

  RecentSubjects(long windowNanos, Scheduler scheduler) {
    this.windowNanos = windowNanos;
    this.scheduler = scheduler;
  }

  /** Returns whether the subject was not there within the window. */
  boolean add(int subject) {
    long now = scheduler.nanoTime();
    synchronized (seen) {
      Long before = seen.get(subject);
      if (before != null && now - before < windowNanos) {
        return false;
      }
      seen.remove(subject); // The order is that of the time.
      seen.put(subject, now);
      if (seen.size() > MAX) {
        seen.remove(seen.keySet().iterator().next());
      }
      return true;
    }
  }
}
