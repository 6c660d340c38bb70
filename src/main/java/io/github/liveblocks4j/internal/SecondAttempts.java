package io.github.liveblocks4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether a call that hears nothing makes a second attempt beside the first: whether the
 * silence is taken for a connection that is stuck, and not for a Liveblocks that is slow. Slow it
 * is when a response of the last minute took as long. And of all that may be in flight, a tenth at
 * most are second attempts, so that a Liveblocks that has just become slow gets little more to do.
 * Thread-safe.
 */
final class SecondAttempts {

  private static final long MEMORY = TimeUnit.MINUTES.toNanos(1);

  private final Scheduler scheduler;
  private final AtomicInteger available;
  private volatile long slowUntil;

  SecondAttempts(int maxConcurrentCalls, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.available = new AtomicInteger(Math.max(1, maxConcurrentCalls / 10));
    this.slowUntil = scheduler.nanoTime();
  }

  /** Takes a place; {@link #end} returns it. */
  boolean tryBegin() {
    return scheduler.nanoTime() - slowUntil >= 0
        && available.getAndUpdate(places -> places > 0 ? places - 1 : 0) > 0;
  }

  void end() {
    available.incrementAndGet();
  }

  /** A response has come, but late. */
  void responseWasSlow() {
    slowUntil = scheduler.nanoTime() + MEMORY;
  }
}
