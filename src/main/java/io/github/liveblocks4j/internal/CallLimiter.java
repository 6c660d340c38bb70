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
 * whoever gets a permit goes on by an executor, so that neither a name lookup holds up the thread
 * that makes the call, nor a chain of calls that fail at once recurses. Thread-safe.
 */
final class CallLimiter {

  private final int maxWaiting;
  private final Executor executor;
  private final Set<Permit> waiting = new LinkedHashSet<>(); // guarded by itself
  private int available; // guarded by waiting

  /**
   * @param permits how many may be held at a time
   * @param maxWaiting how many may wait for one
   * @param executor runs what has got a permit
   */
  CallLimiter(int permits, int maxWaiting, Executor executor) {
    this.available = permits;
    this.maxWaiting = maxWaiting;
    this.executor = executor;
  }

  /**
   * Takes a permit as soon as there is one.
   *
   * @param onPermit runs with the permit, once, on the executor; also when it has been released
   *     meanwhile
   * @return the permit, waiting or held; null when too many are waiting
   * @throws RejectedExecutionException when the executor has been shut down
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
    executor.execute(permit);
    return permit;
  }

  /** Returns how many permits are free. */
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

    /** Returns the permit, or leaves the queue. Only the first of several calls has an effect. */
    void release() {
      Permit next = leave() == State.HELD ? next() : null;
      if (next != null) {
        try {
          executor.execute(next);
        } catch (RejectedExecutionException e) {
          // The client that is closing fails all that wait.
        }
      }
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

  /** Passes on a permit that has been returned. */
  private @Nullable Permit next() {
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
