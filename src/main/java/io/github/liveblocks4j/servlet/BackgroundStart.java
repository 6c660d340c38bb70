package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.internal.Threads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An endpoint that is put together on a thread of its own: loading TLS, the HTTP client and JSON-B
 * takes a fresh JVM some hundred milliseconds, and the start of the web application does not wait
 * for that. The first requests do, should they come before it is done.
 */
final class BackgroundStart {

  private final Duration patience;
  private final Threads threads = new Threads("liveblocks-start");
  private final CompletableFuture<RunningEndpoint> endpoint;

  /**
   * Begins.
   *
   * @param assembly puts the endpoint together; runs with the context class loader of the caller
   * @param patience how long a request waits for it
   */
  BackgroundStart(Supplier<RunningEndpoint> assembly, Duration patience) {
    this.patience = patience;
    this.endpoint =
        CompletableFuture.supplyAsync(assembly, command -> threads.newThread(command).start());
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RunningEndpoint running;
    try {
      running = endpoint.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      notYet(response);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notYet(response);
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the Liveblocks endpoint did not start", e.getCause());
    }
    running.handle(request, response);
  }

  private static void notYet(HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", "1");
    AnswerWriter.error(
        response, ErrorAnswer.UPSTREAM_UNAVAILABLE, "The endpoint is still starting.");
  }

  /** Ends the endpoint, when it is there: one that is being put together is closed after that. */
  void close() {
    var unused = endpoint.thenAccept(RunningEndpoint::close);
    threads.awaitEnd();
  }
}
