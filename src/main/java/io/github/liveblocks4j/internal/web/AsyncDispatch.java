package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * When a request whose body came late goes on, so that it does so once on every server.
 *
 * <p>GlassFish and Payara keep a dispatch that comes before the request's first thread has left,
 * for that thread to run it. Their {@code AsyncContextImpl} (read in Payara 6.2025.10) does so
 * without a lock. The container's thread that asked for the dispatch can run it a second time, and
 * the response is empty or has two bodies; one that comes just as the first thread leaves is lost.
 * So there a thread of ours asks, and not at once.
 */
final class AsyncDispatch {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Tomcat's and TomEE's is in another package.
  static final String GLASSFISH = "org.apache.catalina.connector.AsyncContextImpl";

  /** Long enough for the first thread to leave, as far as that can be said of a thread. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private AsyncDispatch() {}

  /**
   * Runs what lets the request go on: at once, or a moment later where the server needs that.
   *
   * @param contextClass the name of the server's class of {@code AsyncContext}
   */
  static void run(String contextClass, Scheduler timer, Runnable next) {
    if (contextClass.equals(GLASSFISH)) {
      try {
        Scheduler.Task unused = timer.schedule(next, PAUSE.toNanos());
        return;
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "The endpoint has closed: the request goes on at once", e);
      }
    }
    next.run();
  }
}
