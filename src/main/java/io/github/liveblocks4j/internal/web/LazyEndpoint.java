package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Threads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Creates an endpoint once, on a thread of its own: loading TLS, the HTTP client and JSON-B takes a
 * fresh JVM some hundred milliseconds, and the start of the web application does not wait for that.
 * It does not even share the processors with it: creation begins when the container has had a head
 * start, or with the first request. That one waits, and so does every other that comes before the
 * endpoint is there.
 */
final class LazyEndpoint implements Endpoint {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // Longer than Tomcat takes for what comes after us; nobody waits for it.
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  // Below the 10 s after which the Liveblocks client gives up.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Duration longestWait;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private volatile boolean closed;
  private final Threads threads = new Threads("liveblocks-start");
  private final Endpoint starting = FixedEndpoint.starting();
  private final CompletableFuture<Endpoint> endpoint;

  LazyEndpoint(Supplier<Endpoint> creation) {
    this(creation, HEAD_START, LONGEST_WAIT);
  }

  /**
   * For tests.
   *
   * @param creation creates the endpoint; runs with the context class loader of the caller
   * @param headStart how long to wait for a request before it runs without one
   * @param longestWait how long a request waits for it
   */
  LazyEndpoint(Supplier<Endpoint> creation, Duration headStart, Duration longestWait) {
    this.longestWait = longestWait;
    this.endpoint =
        CompletableFuture.supplyAsync(
            () -> {
              awaitWanted(headStart);
              return closed ? FixedEndpoint.switchedOff() : creation.get();
            },
            command -> threads.newThread(command).start());
    // On the same thread, and after the requests that have waited are on their way.
    var unused = endpoint.thenAccept(LazyEndpoint::warmUp);
  }

  private static void warmUp(Endpoint endpoint) {
    try {
      endpoint.warmUp();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "The first request will be slower: warming up failed", e);
    }
  }

  private void awaitWanted(Duration headStart) {
    try {
      var unused = wanted.await(headStart.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Not expected; creation then begins at once.
    }
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    created().handle(request, response);
  }

  private Endpoint created() {
    wanted.countDown();
    try {
      return endpoint.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return starting;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return starting;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the endpoint was not created", e.getCause());
    }
  }

  /** Closes the endpoint once it is created. If nobody wanted it so far, it never is. */
  @Override
  public void close() {
    closed = true;
    wanted.countDown();
    starting.close();
    var unused = endpoint.thenAccept(Endpoint::close);
    threads.awaitEnd();
  }
}
