package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hands events to a listener of the application by one thread, and drops those that a slow one has
 * no room for. Never throws and never waits, so that no listener harms a request. The thread wakes
 * for many events at once: to wake it for each would cost more than the rest. Thread-safe.
 */
public final class ListenerQueue implements LiveblocksListener, AutoCloseable {

  static final int CAPACITY = 10_000;
  private static final long DELAY_MILLIS = 50;

  /** For the events that are left when it is closed, and a listener that blocks. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final LiveblocksListener listener;
  private final ScheduledExecutorService thread;
  private final LogThrottle log = new LogThrottle();
  private final Queue<Consumer<LiveblocksListener>> events = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean scheduled = new AtomicBoolean();

  public ListenerQueue(LiveblocksListener listener) {
    this(listener, Threads.pool("liveblocks-listener", 1));
  }

  ListenerQueue(LiveblocksListener listener, ScheduledExecutorService thread) {
    this.listener = listener;
    this.thread = thread;
  }

  @Override
  public void onRequest(RequestEvent request) {
    add(to -> to.onRequest(request));
  }

  @Override
  public void onCall(CallEvent call) {
    add(to -> to.onCall(call));
  }

  @Override
  public void onClient(Supplier<LiveblocksHealth> health) {
    add(to -> to.onClient(health));
  }

  private void add(Consumer<LiveblocksListener> event) {
    if (!events.offer(event)) {
      log.log(
          Level.WARNING,
          "listener_slow",
          () ->
              "An event was dropped: the LiveblocksListener %s is slower than its events come"
                  .formatted(name()));
    } else if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      try {
        var unused = thread.schedule(this::deliver, DELAY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) { // Closed.
        scheduled.set(false);
        events.clear();
      }
    }
  }

  private void deliver() {
    scheduled.set(false);
    for (Consumer<LiveblocksListener> event = events.poll(); event != null; event = events.poll()) {
      try {
        event.accept(listener);
      } catch (RuntimeException | Error e) {
        log.log(
            Level.ERROR, "listener", () -> "The LiveblocksListener %s failed".formatted(name()), e);
      }
    }
  }

  private String name() {
    return listener.getClass().getName();
  }

  /** Hands over what is left, for a second at most, and ends the thread; not the listener. */
  @Override
  public void close() {
    thread.shutdown(); // What is scheduled is still done.
    try {
      var unused = thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }
}
