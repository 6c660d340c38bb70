package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * When a request whose body came late goes on, so that it does so once on every server.
 *
 * <p>Some servers do not expect a dispatch that comes before the request's first thread has left.
 * GlassFish and Payara keep it for that thread to run, without a lock ({@code AsyncContextImpl} of
 * Payara 6.2025.10): the container's thread that asked for the dispatch can run it a second time,
 * and the response is empty or has two bodies; one that comes just as the first thread leaves is
 * lost. Open Liberty 26 runs it at once, and it can fail since the first thread clears what it
 * needs (SRVE8046E in the log); the response is empty. So there a thread of ours asks, and later.
 */
final class AsyncDispatch {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Tomcat's and TomEE's is in org.apache.catalina.core.
  private static final List<String> GLASSFISH_AND_LIBERTY =
      List.of("org.apache.catalina.connector.", "com.ibm.ws.webcontainer");

  /** Long enough for the first thread to leave, as far as that can be said of a thread. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private AsyncDispatch() {}

  /**
   * Runs what lets the request go on: at once, or a moment later where the server needs that.
   *
   * @param contextClass the name of the server's class of {@code AsyncContext}
   */
  static void run(String contextClass, Scheduler timer, Runnable next) {
    if (GLASSFISH_AND_LIBERTY.stream().anyMatch(contextClass::startsWith)) {
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
