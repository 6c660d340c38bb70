package io.github.liveblocks4j.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time, with one thread for all tasks. */
final class ThreadScheduler implements Scheduler {

  private final Threads threads;
  private final ScheduledThreadPoolExecutor executor;

  /** Creates a scheduler whose thread has this name, and starts with the first task. */
  ThreadScheduler(String name) {
    this.threads = new Threads(name);
    this.executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Task schedule(Runnable task, long delayNanos) {
    ScheduledFuture<?> future = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    threads.awaitEnd();
  }
}
