package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * When a request whose body came late continues, so that it does so exactly once on every server.
 *
 * <p>Some servers mishandle an async dispatch that is requested before the request's first thread
 * has returned to the container. GlassFish and Payara leave it to that thread, without
 * synchronization ({@code AsyncContextImpl} of Payara 6.2025.10): the container thread that
 * requested the dispatch can run it a second time, and the response is empty or has two bodies; one
 * that is requested just as the first thread returns is lost. Open Liberty 26 runs it at once, and
 * it can fail because the first thread clears its state (SRVE8046E in the log); the response is
 * empty. On these servers the dispatch is requested later, and on the timer's thread.
 */
final class AsyncDispatch {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Tomcat's and TomEE's is in org.apache.catalina.core.
  private static final List<String> GLASSFISH_AND_LIBERTY =
      List.of("org.apache.catalina.connector.", "com.ibm.ws.webcontainer");

  /** Normally long enough for the first thread to return. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private AsyncDispatch() {}

  /**
   * Runs the step that continues the request: at once, or after a pause where the server needs one.
   *
   * @param contextClass the name of the server's class of {@code AsyncContext}
   */
  static void run(String contextClass, Scheduler timer, Runnable next) {
    if (GLASSFISH_AND_LIBERTY.stream().anyMatch(contextClass::startsWith)) {
      try {
        Scheduler.Task unused = timer.schedule(next, PAUSE.toNanos());
        return;
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "The endpoint has closed: the request continues at once", e);
      }
    }
    next.run();
  }
}
