package io.github.liveblocks4j.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures for how long the machine let a thread wait that was ready to run: on a busy one, that is
 * nobody's delay but its own.
 */
final class Stalls implements AutoCloseable {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

  private final AtomicLong stalled = new AtomicLong();
  private final Thread thread = new Thread(this::measure, "stalls");

  Stalls() {
    thread.setDaemon(true);
    thread.start();
  }

  private void measure() {
    while (!Thread.currentThread().isInterrupted()) {
      long began = System.nanoTime();
      LockSupport.parkNanos(TICK);
      long late = System.nanoTime() - began - TICK;
      if (late > TICK) {
        stalled.addAndGet(late);
      }
    }
  }

  Duration soFar() {
    return Duration.ofNanos(stalled.get());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
