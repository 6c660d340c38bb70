package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time that passes only when it is told to. What is scheduled runs on the thread that tells it;
 * what is executed runs on the thread of the caller, and what it executes in turn after it.
 */
final class FakeScheduler extends ScheduledThreadPoolExecutor {

  private final class Entry extends FutureTask<Boolean> implements ScheduledFuture<Boolean> {

    private final long time;

    Entry(Runnable task, long delayNanos) {
      super(task, true);
      this.time = now + delayNanos;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(time - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  // Close to an overflow, which comparisons must survive.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private boolean broken;
  private final List<Entry> tasks = new ArrayList<>();
  private final Queue<Runnable> executed = new ArrayDeque<>();
  private boolean executing;

  FakeScheduler() {
    super(1);
  }

  synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (broken) {
      throw new IllegalStateException("no thread can be started");
    }
    Entry entry = new Entry(task, unit.toNanos(delay));
    tasks.add(entry);
    return entry;
  }

  @Override
  public void execute(Runnable task) {
    executed.add(task);
    if (executing) {
      return;
    }
    executing = true;
    try {
      for (Runnable next = executed.poll(); next != null; next = executed.poll()) {
        next.run();
      }
    } finally {
      executing = false;
    }
  }

  /** Lets time pass, and runs what is due meanwhile, in order. */
  public void advance(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    for (Entry due = next(end); due != null; due = next(end)) {
      due.run();
    }
  }

  private synchronized @Nullable Entry next(long end) {
    tasks.removeIf(Entry::isDone);
    Entry first = tasks.stream().min(Comparator.naturalOrder()).orElse(null);
    if (first == null || first.time - end > 0) {
      now = end;
      return null;
    }
    now = first.time;
    return first;
  }

  /** Fails to schedule from now on, as when the machine is out of threads. */
  synchronized void fail() {
    broken = true;
  }

  /** Returns how many tasks have not run and were not cancelled. */
  public synchronized int pending() {
    return (int) tasks.stream().filter(task -> !task.isDone()).count();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    tasks.clear();
    return List.of();
  }
}
