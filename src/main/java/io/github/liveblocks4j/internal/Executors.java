package io.github.liveblocks4j.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Small schedulers that forget cancelled tasks at once and end with their owner. */
final class Executors {

  private Executors() {}

  /** Ends an executor and waits for its threads. */
  static void end(ScheduledThreadPoolExecutor executor) {
    executor.shutdownNow();
    if (executor.getThreadFactory() instanceof Threads threads) {
      threads.awaitEnd();
    }
  }

  static ScheduledThreadPoolExecutor scheduled(String name, int threads) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(threads, Threads.named(name));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
