package io.github.liveblocks4j.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have not ended, and one timer for all: it wakes those that are due. Most calls end
 * long before, and a timer for each would be started and stopped for nothing. Thread-safe.
 */
final class CallsInFlight {

  /** What a call may wake late by: thousands that are due one by one are not looked at so often. */
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  /** A look at all calls, when the first of them is due. */
  private record Look(long time) {}

  private final Scheduler scheduler;
  private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Look> next = new AtomicReference<>();

  CallsInFlight(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void add(Call<?> call) {
    calls.add(call);
  }

  void remove(Call<?> call) {
    calls.remove(call);
  }

  /** Returns whether a look is to come, for tests. */
  boolean isTimerSet() {
    return next.get() != null;
  }

  /** Returns how many have not ended, for tests. */
  int size() {
    return calls.size();
  }

  /** Fails them all since the client closes. */
  void close() {
    calls.forEach(Call::close);
  }

  /** Makes sure that a call with this due time is woken then. */
  void wakeAt(long due) {
    Look look = new Look(due);
    for (Look known = next.get(); known == null || known.time() - due > 0; known = next.get()) {
      if (next.compareAndSet(known, look)) {
        schedule(look);
        return;
      }
    }
  }

  private void schedule(Look look) {
    try {
      scheduler.schedule(() -> look(look), look.time() - scheduler.nanoTime());
    } catch (RuntimeException | Error e) {
      next.compareAndSet(look, null); // Nobody may rely on it.
      throw e;
    }
  }

  private void look(Look look) {
    if (!next.compareAndSet(look, null)) {
      return; // An earlier one has replaced it.
    }
    long now = scheduler.nanoTime();
    // A call that comes from here on sees to a look itself.
    long wait = Long.MAX_VALUE;
    for (Call<?> call : calls) {
      if (call.due() - now <= 0) {
        call.wake();
      }
      if (call.due() - now > 0) {
        wait = Math.min(wait, call.due() - now);
      }
    }
    if (wait < Long.MAX_VALUE) {
      wakeAt(now + Math.max(wait, PAUSE_NANOS));
    }
  }
}
