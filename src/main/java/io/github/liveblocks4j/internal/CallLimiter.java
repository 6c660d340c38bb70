package io.github.liveblocks4j.internal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many attempts are in flight; the others wait, first in, first out. No thread blocks:
 * whoever finds a permit goes on at once, and whoever has waited for one is told so on an executor.
 * That hop is what keeps a chain of calls that fail at once from recursing, and the thread that
 * returns a permit from running somebody else's call. Thread-safe.
 */
final class CallLimiter {

  private final int maxWaiting;
  private final Executor executor;
  private final Set<Permit> waiting = new LinkedHashSet<>(); // guarded by itself
  private int available; // guarded by waiting

  /**
   * @param permits how many may be held at a time
   * @param maxWaiting how many may wait for one
   * @param executor runs what has waited for a permit
   */
  CallLimiter(int permits, int maxWaiting, Executor executor) {
    this.available = permits;
    this.maxWaiting = maxWaiting;
    this.executor = executor;
  }

  /**
   * Takes a permit as soon as there is one.
   *
   * @param onPermit runs with the permit, once, unless the permit is released before: on this
   *     thread if there is one now, else on the executor
   * @return the permit, waiting or held; null when too many are waiting
   */
  @Nullable Permit acquire(Consumer<Permit> onPermit) {
    Permit permit = new Permit(onPermit);
    synchronized (waiting) {
      if (available == 0) {
        return waiting.size() < maxWaiting && waiting.add(permit) ? permit : null;
      }
      available--;
      permit.state = State.HELD;
    }
    permit.run();
    return permit;
  }

  /**
   * Takes a permit if there is one now.
   *
   * @return the permit, held; null when there is none
   */
  @Nullable Permit tryAcquire() {
    synchronized (waiting) {
      if (available == 0) {
        return null;
      }
      available--;
      Permit permit = new Permit(held -> {});
      permit.state = State.HELD;
      return permit;
    }
  }

  /** Returns how many permits nobody holds. */
  int available() {
    synchronized (waiting) {
      return available;
    }
  }

  /** Returns how many are waiting for a permit. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private enum State {
    WAITING,
    HELD,
    RELEASED
  }

  /** One place among those in flight, or in the queue for it. */
  final class Permit implements Runnable {

    private final Consumer<Permit> onPermit;
    private State state = State.WAITING; // guarded by waiting

    private Permit(Consumer<Permit> onPermit) {
      this.onPermit = onPermit;
    }

    @Override
    public void run() {
      onPermit.accept(this);
    }

    /**
     * Returns the permit, or leaves the queue. Only the first of several calls has an effect.
     *
     * @return whether this one had
     */
    boolean release() {
      State before = leave();
      Permit next = before == State.HELD ? nextInLine() : null;
      while (next != null) {
        try {
          executor.execute(next);
          return true;
        } catch (RejectedExecutionException closed) {
          next.leave(); // The client that is closing fails all that wait.
          next = nextInLine();
        }
      }
      return before != State.RELEASED;
    }

    private State leave() {
      synchronized (waiting) {
        State before = state;
        state = State.RELEASED;
        if (before == State.WAITING) {
          waiting.remove(this);
        }
        return before;
      }
    }
  }

  /** Passes on a permit that somebody has left. */
  private @Nullable Permit nextInLine() {
    synchronized (waiting) {
      Iterator<Permit> queue = waiting.iterator();
      if (!queue.hasNext()) {
        available++;
        return null;
      }
      Permit next = queue.next();
      queue.remove();
      next.state = State.HELD;
      return next;
    }
  }
}
