package io.github.liveblocks4j.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Small schedulers that forget cancelled tasks at once. */
public final class Executors {

  private Executors() {}

  public static ScheduledThreadPoolExecutor scheduled(Threads threads, int count) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(count, threads);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
