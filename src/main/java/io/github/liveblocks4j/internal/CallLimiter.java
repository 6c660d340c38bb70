package io.github.liveblocks4j.internal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many attempts are in flight; the others wait, first in, first out. Tokens have a queue
 * of their own, which comes first, and a quarter of the permits: no visitor waits for the
 * application's own jobs. Whoever gets a permit goes on by an executor, so that neither a name
 * lookup holds up the caller, nor a chain of calls that fail at once recurses. Thread-safe.
 */
final class CallLimiter {

  private final int permits;
  private final int maxWaiting;
  private final Executor executor;

  // All guarded by this.
  private final Set<Runnable> tokens = new LinkedHashSet<>();
  private final Set<Runnable> others = new LinkedHashSet<>();
  private int inFlight;

  /** Creates a limiter; {@code maxWaiting} is how many may wait in each queue. */
  CallLimiter(int permits, int maxWaiting, Executor executor) {
    this.permits = permits;
    this.maxWaiting = maxWaiting;
    this.executor = executor;
  }

  /**
   * Takes a permit as soon as there is one.
   *
   * @param task runs with the permit, on the executor, and has to see to its {@link #release}
   * @return false when too many are waiting
   * @throws RejectedExecutionException when the executor has been shut down
   */
  boolean acquire(boolean forToken, Runnable task) {
    synchronized (this) {
      if (!isFree(forToken)) {
        Set<Runnable> queue = forToken ? tokens : others;
        return queue.size() < maxWaiting && queue.add(task);
      }
      inFlight++;
    }
    start(task);
    return true;
  }

  /** Takes a task out of the queue; one that has got its permit is left alone. */
  synchronized void leave(Runnable task) {
    if (!tokens.remove(task)) {
      others.remove(task);
    }
  }

  /** Returns a permit, and passes it on. */
  void release() {
    Runnable next = next();
    if (next != null) {
      try {
        start(next);
      } catch (RuntimeException | Error e) {
        // It ends with its client, which is closing, or by its deadline.
      }
    }
  }

  /** Lets a task go on. Where there is no thread for it, its permit is free again. */
  private void start(Runnable task) {
    try {
      executor.execute(task);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        inFlight--;
      }
      throw e;
    }
  }

  private synchronized @Nullable Runnable next() {
    inFlight--;
    boolean forToken = !tokens.isEmpty();
    Iterator<Runnable> queue = (forToken ? tokens : others).iterator();
    if (!queue.hasNext() || !isFree(forToken)) {
      return null;
    }
    inFlight++;
    Runnable next = queue.next();
    queue.remove();
    return next;
  }

  private boolean isFree(boolean forToken) {
    return inFlight < (forToken ? permits : permits - permits / 4);
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized int waiting() {
    return tokens.size() + others.size();
  }
}
