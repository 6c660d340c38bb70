package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that one can recognise in a dump, that never keep a JVM alive, and that can be awaited.
 */
final class Threads implements ThreadFactory {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private Threads(String prefix) {
    this.prefix = prefix;
  }

  static Threads named(String prefix) {
    return new Threads(prefix);
  }

  @Override
  public Thread newThread(Runnable task) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits a moment for threads that were told to end: Tomcat looks for those that a web application
   * has left behind as soon as its servlets are destroyed.
   */
  void awaitEnd() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : threads) {
        long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (remaining > 0 && thread != Thread.currentThread()) {
          thread.join(remaining);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
