package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call holds, until it has ended: attempts, permit, timer, and its passage through the
 * circuit breaker. Thread-safe; no code of others runs under its lock.
 */
final class CallState {

  /** What a call held when it ended, to be returned. */
  record Held(
      CallLimiter.@Nullable Permit queued,
      Breaker.@Nullable Passage passage,
      List<Attempt> attempts,
      Scheduler.@Nullable Task retry) {}

  private final List<Attempt> inFlight = new ArrayList<>(1);
  private int attempts;
  private boolean mayHaveSecond;
  private boolean rejected;
  private boolean ended;
  private CallLimiter.@Nullable Permit queued;
  private CallLimiter.@Nullable Permit taken; // by an attempt, which returns it
  private Scheduler.@Nullable Task retry;
  private Breaker.@Nullable Passage passage;
  private @Nullable LiveblocksException lastFailure;

  CallState(boolean mayHaveSecond) {
    this.mayHaveSecond = mayHaveSecond;
  }

  /** Keeps a permit that is waited for; returns false when it is to be released. */
  synchronized boolean keep(CallLimiter.Permit permit) {
    if (permit != taken && !ended) {
      queued = permit;
    }
    return permit == taken || !ended;
  }

  /** Keeps the timer of the next attempt; returns false when it is to be cancelled. */
  synchronized boolean keepRetry(Scheduler.Task task) {
    retry = task;
    return !ended;
  }

  /** Returns the passage that was admitted; null before the first attempt. */
  synchronized Breaker.@Nullable Passage passage() {
    return passage;
  }

  /** Adds an attempt; returns false when the call has ended. */
  synchronized boolean add(Attempt attempt, Breaker.Passage admitted) {
    if (ended) {
      return false;
    }
    passage = admitted;
    queued = null;
    taken = attempt.permit();
    inFlight.add(attempt);
    attempts++;
    return true;
  }

  /** Removes an attempt that has failed; returns false when it counts no more. */
  synchronized boolean remove(Attempt attempt, LiveblocksException failure) {
    if (!inFlight.remove(attempt)) {
      return false; // One beside it was rejected.
    }
    lastFailure = failure;
    return !ended;
  }

  synchronized boolean hasAttemptInFlight() {
    return !inFlight.isEmpty();
  }

  synchronized int attempts() {
    return attempts;
  }

  synchronized @Nullable LiveblocksException lastFailure() {
    return lastFailure;
  }

  /**
   * Returns how long it takes until the attempt in flight has been silent for so long; 0 when it
   * has, which is said once; the other value when there is nothing to wait for.
   */
  synchronized long untilSecond(long silenceNanos, long otherwise) {
    if (!mayHaveSecond) {
      return otherwise;
    }
    long silence = inFlight.isEmpty() ? 0 : inFlight.get(0).ageNanos();
    if (silence < silenceNanos) {
      return Math.min(otherwise, silenceNanos - silence);
    }
    mayHaveSecond = false;
    return 0;
  }

  /**
   * Drops the attempts with a key that was rejected, and does not count one of them: a call has one
   * more attempt with a new key.
   *
   * @return the attempts, to be cancelled; null when the call has had that attempt
   */
  synchronized @Nullable List<Attempt> dropRejected() {
    if (rejected) {
      return null;
    }
    rejected = true;
    attempts--;
    List<Attempt> dropped = List.copyOf(inFlight);
    inFlight.clear();
    return dropped;
  }

  /** Ends the call; returns null when it had ended already. */
  synchronized @Nullable Held end() {
    if (ended) {
      return null;
    }
    ended = true;
    return new Held(queued, passage, List.copyOf(inFlight), retry);
  }
}
