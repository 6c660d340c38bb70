package io.github.liveblocks4j.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A scheduler's time in the form that Resilience4j takes; begins at 1970. */
final class MonotonicClock extends Clock {

  private final Scheduler scheduler;
  private final long start;

  MonotonicClock(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.start = scheduler.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(scheduler.nanoTime() - start);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
