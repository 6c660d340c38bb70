package io.github.liveblocks4j.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that no latch signals. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private Await() {}

  /** Waits until something holds, for ten minutes at most: that is for what hangs. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the condition did not hold within " + PATIENCE);
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }
}
