package io.github.liveblocks4j.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A time that passes only when it is told to. Tasks run on the thread that tells it. */
final class FakeScheduler implements Scheduler {

  private record Entry(long time, long order, Runnable task) {}

  // Close to an overflow, which comparisons must survive.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private long entries;
  private boolean broken;
  private final PriorityQueue<Entry> tasks =
      new PriorityQueue<>(
          Comparator.<Entry>comparingLong(entry -> entry.time() - now)
              .thenComparingLong(Entry::order));

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Task schedule(Runnable task, long delayNanos) {
    if (broken) {
      throw new IllegalStateException("no thread can be started");
    }
    Entry entry = new Entry(now + delayNanos, entries++, task);
    tasks.add(entry);
    return () -> {
      synchronized (this) {
        tasks.remove(entry);
      }
    };
  }

  /** Lets time pass, and runs what is due meanwhile, in order. */
  public void advance(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    for (Entry due = next(end); due != null; due = next(end)) {
      due.task().run();
    }
  }

  private synchronized @Nullable Entry next(long end) {
    Entry first = tasks.peek();
    if (first == null || first.time() - end > 0) {
      now = end;
      return null;
    }
    tasks.remove();
    now = first.time();
    return first;
  }

  /** Returns this time as a clock that begins at 1970. */
  Clock clock() {
    long start = now;
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime() - start);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** Fails to schedule from now on, as when the machine is out of threads. */
  synchronized void fail() {
    broken = true;
  }

  /** Returns how many tasks have not run and were not cancelled. */
  public synchronized int pending() {
    return tasks.size();
  }

  /** Returns how many tasks there have been. */
  synchronized long scheduled() {
    return entries;
  }

  @Override
  public synchronized void close() {
    tasks.clear();
  }
}
