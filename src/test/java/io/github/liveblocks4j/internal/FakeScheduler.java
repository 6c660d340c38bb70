package io.github.liveblocks4j.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
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
    private final long order = entries++;

    Entry(Runnable task, long delayNanos) {
      super(task, true);
      this.time = now + delayNanos;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(time - nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Entry that = (Entry) other;
      return time == that.time ? Long.compare(order, that.order) : Long.signum(time - that.time);
    }

    @Override
    protected void done() {
      drop(this);
    }
  }

  // Close to an overflow, which comparisons must survive.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private long entries;
  private boolean broken;
  private final PriorityQueue<Entry> tasks = new PriorityQueue<>();
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

  private synchronized void drop(Entry entry) {
    tasks.remove(entry);
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
    Entry first = tasks.peek();
    if (first == null || first.time - end > 0) {
      now = end;
      return null;
    }
    tasks.remove();
    now = first.time;
    return first;
  }

  /** Returns this time as a clock that begins at 1970. */
  Clock clock() {
    long start = now;
    InstantSource source = () -> Instant.EPOCH.plusNanos(nanoTime() - start);
    return source.withZone(ZoneOffset.UTC);
  }

  /** Fails to schedule from now on, as when the machine is out of threads. */
  synchronized void fail() {
    broken = true;
  }

  /** Returns how many tasks have not run and were not cancelled. */
  public synchronized int pending() {
    return tasks.size();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    tasks.clear();
    return List.of();
  }
}
