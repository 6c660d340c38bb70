package io.github.liveblocks4j.internal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
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
  private final int keptForTokens;

  // All guarded by this.
  private final Set<Permit> tokens = new LinkedHashSet<>();
  private final Set<Permit> others = new LinkedHashSet<>();
  private int available;

  /** Creates a limiter; {@code maxWaiting} is how many may wait in each queue. */
  CallLimiter(int permits, int maxWaiting, Executor executor) {
    this.permits = permits;
    this.available = permits;
    this.keptForTokens = permits / 4;
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
  @Nullable Permit acquire(boolean forToken, Consumer<Permit> onPermit) {
    Permit permit = new Permit(onPermit);
    synchronized (this) {
      if (available <= (forToken ? 0 : keptForTokens)) {
        Set<Permit> queue = forToken ? tokens : others;
        return queue.size() < maxWaiting && queue.add(permit) ? permit : null;
      }
      available--;
      permit.state = State.HELD;
    }
    executor.execute(permit);
    return permit;
  }

  synchronized int available() {
    return available;
  }

  synchronized int inFlight() {
    return permits - available;
  }

  synchronized int waiting() {
    return tokens.size() + others.size();
  }

  private enum State {
    WAITING,
    HELD,
    RELEASED
  }

  /** One place among those in flight, or in the queue for it. */
  final class Permit implements Runnable {

    private final Consumer<Permit> onPermit;
    private State state = State.WAITING; // guarded by the limiter

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
      synchronized (CallLimiter.this) {
        State before = state;
        state = State.RELEASED;
        if (before == State.WAITING && !tokens.remove(this)) {
          others.remove(this);
        }
        return before;
      }
    }
  }

  /** Passes on a permit that has been returned. */
  private synchronized @Nullable Permit next() {
    available++;
    Iterator<Permit> queue = (tokens.isEmpty() ? others : tokens).iterator();
    if (!queue.hasNext() || (tokens.isEmpty() && available <= keptForTokens)) {
      return null;
    }
    available--;
    Permit next = queue.next();
    queue.remove();
    next.state = State.HELD;
    return next;
  }
}
