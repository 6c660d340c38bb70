package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.ListenerQueue;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reports each request to one endpoint when it has ended: a line in the log at DEBUG, and an event
 * for the application's listener. Thread-safe once the endpoint has started.
 */
public final class RequestReports {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final String name;
  private final String kind;
  private @Nullable Spi<LiveblocksListener> found;
  private @Nullable ListenerQueue queue;

  /**
   * Reports to the log alone.
   *
   * @param name of the endpoint in the log
   * @param kind of the endpoint: {@code auth}
   */
  RequestReports(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  /**
   * Finds the application's listener, if there is one, and reports to it from now on.
   *
   * @return the listener for a client that the endpoint creates; null for none
   */
  public @Nullable LiveblocksListener listen(SpiLookup lookup) {
    found = lookup.find(LiveblocksListener.class, null, Setting.LISTENER).orElse(null);
    queue = found == null ? null : new ListenerQueue(found.instance());
    return queue;
  }

  Report begin() {
    return new Report();
  }

  void close() {
    if (found != null && queue != null) {
      queue.close();
      found.close();
    }
  }

  /** Returns the endpoint's name. */
  @Override
  public String toString() {
    return name;
  }

  /** Of one request, which begins with it. */
  final class Report {

    private final long began = System.nanoTime();
    private long application;

    /** Runs the endpoint's own work. */
    <T> T timed(Callable<T> work) throws Exception {
      long start = System.nanoTime();
      try {
        return work.call();
      } finally {
        application = System.nanoTime() - start;
      }
    }

    void disconnected() {
      ended("disconnected", 0);
    }

    /** Reports the end: called once, when nothing is left to do but to write the response. */
    void ended(String code, int status) {
      Duration total = Duration.ofNanos(System.nanoTime() - began);
      Duration inApplication = Duration.ofNanos(application);
      if (queue != null) {
        queue.onRequest(new RequestEvent(kind, code, status, total, inApplication));
      }
      try {
        if (LOG.isLoggable(Level.DEBUG)) {
          LOG.log(
              Level.DEBUG,
              "%s: %s, status %s, %s ms (%s in the application)"
                  .formatted(name, code, status, total.toMillis(), inApplication.toMillis()));
        }
      } catch (RuntimeException | Error e) {
        // A log handler that fails is no failure of the request.
      }
    }
  }
}
