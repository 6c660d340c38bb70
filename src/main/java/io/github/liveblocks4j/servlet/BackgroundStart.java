package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.internal.Threads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An endpoint that is put together on a thread of its own: loading TLS, the HTTP client and JSON-B
 * takes a fresh JVM some hundred milliseconds, and the start of the web application does not wait
 * for that. It does not even share the processors with it: the thread begins when the container has
 * had a head start, or with the first request. That one waits, and so does every other that comes
 * before the endpoint is there.
 */
final class BackgroundStart {

  private final Duration patience;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private volatile boolean closed;
  private final Threads threads = new Threads("liveblocks-start");
  private final CompletableFuture<RunningEndpoint> endpoint;

  /**
   * Begins.
   *
   * @param assembly puts the endpoint together; runs with the context class loader of the caller
   * @param headStart how long to wait for a request before it runs without one
   * @param patience how long a request waits for it
   */
  BackgroundStart(Supplier<RunningEndpoint> assembly, Duration headStart, Duration patience) {
    this.patience = patience;
    this.endpoint =
        CompletableFuture.supplyAsync(
            () -> {
              awaitWanted(headStart);
              return closed ? RunningEndpoint.switchedOff() : assembly.get();
            },
            command -> threads.newThread(command).start());
  }

  private void awaitWanted(Duration headStart) {
    try {
      var unused = wanted.await(headStart.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does; then it begins at once.
    }
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    wanted.countDown();
    RunningEndpoint running;
    try {
      running = endpoint.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      notYet(request, response);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notYet(request, response);
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the Liveblocks endpoint did not start", e.getCause());
    }
    running.handle(request, response);
  }

  private static void notYet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UnreadBody.discard(request);
    response.setHeader("Retry-After", "1");
    ResponseWriter.error(
        response, ErrorResponse.UPSTREAM_UNAVAILABLE, "The endpoint is still starting.");
  }

  /**
   * Ends the endpoint when it is there, or when it has been put together; if nobody wanted it so
   * far, it never is.
   */
  void close() {
    closed = true;
    wanted.countDown();
    var unused = endpoint.thenAccept(RunningEndpoint::close);
    threads.awaitEnd();
  }
}
