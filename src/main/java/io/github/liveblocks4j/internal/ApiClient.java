package io.github.liveblocks4j.internal;

import dev.failsafe.BulkheadFullException;
import dev.failsafe.CircuitBreakerOpenException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one way to Liveblocks: a deadline over all attempts, retries, circuit breaker, bulkhead, and
 * one kind of failure. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {

  private final HttpTransport transport;
  private final Json json = new Json();
  private final Failures failures = new Failures(json, Clock.systemUTC());
  private final Warnings warnings = new Warnings();
  private final Resilience resilience;
  private final Duration deadline;
  private final Threads timerThread = new Threads("liveblocks-timer");
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Deadline, CompletableFuture<ApiResponse>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public ApiClient(
      HttpTransport transport, Duration deadline, int maxRetries, int maxConcurrentCalls) {
    this.transport = transport;
    this.deadline = deadline;
    this.timer = Executors.scheduled(timerThread, 1);
    this.resilience = new Resilience(maxRetries, maxConcurrentCalls, () -> closed);
  }

  /** The JSON that requests and answers are written in. */
  public Json json() {
    return json;
  }

  /**
   * Makes a call.
   *
   * @return the successful answer; failed with a {@link LiveblocksException}
   */
  public CompletableFuture<ApiResponse> send(ApiRequest request) {
    if (closed) {
      return CompletableFuture.failedFuture(closedFailure(request));
    }
    Deadline time = new Deadline(deadline);
    try {
      CompletableFuture<ApiResponse> result =
          resilience
              .run(request, time, () -> attempt(request, time))
              .handle(
                  (answer, failure) -> {
                    if (failure != null) {
                      throw translate(request, failure);
                    }
                    return answer;
                  });
      // The last word on time: whatever else gets stuck, the caller has an answer.
      return untilClosed(alarmed(result, deadline, request), time, request);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(closedFailure(request));
    }
  }

  /** Nobody waits for a client that is closed. */
  private CompletableFuture<ApiResponse> untilClosed(
      CompletableFuture<ApiResponse> call, Deadline time, ApiRequest request) {
    underWay.put(time, call);
    var unused = call.whenComplete((answer, failure) -> underWay.remove(time));
    if (closed) {
      call.completeExceptionally(closedFailure(request));
    }
    return call;
  }

  private CompletableFuture<ApiResponse> attempt(ApiRequest request, Deadline time) {
    Duration remaining = time.remaining();
    if (remaining.isZero()) {
      return CompletableFuture.failedFuture(timeout(request));
    }
    Duration patience = resilience.attemptTimeout(request, deadline, remaining);
    return alarmed(transport.send(request, patience), patience, request)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw Failures.of(request, failure);
              }
              answer.warning().ifPresent(warning -> warnings.log(request, warning));
              if (answer.status() < 200 || answer.status() >= 300) {
                throw failures.of(request, answer);
              }
              return new ApiResponse(request, answer, json);
            });
  }

  /** Ends a future with a timeout unless something else ends it first. */
  private <T> CompletableFuture<T> alarmed(
      CompletableFuture<T> future, Duration patience, ApiRequest request) {
    ScheduledFuture<?> alarm =
        timer.schedule(
            () -> future.completeExceptionally(timeout(request)),
            patience.toNanos(),
            TimeUnit.NANOSECONDS);
    return future.whenComplete((value, failure) -> alarm.cancel(false));
  }

  private LiveblocksException translate(ApiRequest request, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    if (cause instanceof LiveblocksException known) {
      return known;
    }
    if (closed) {
      return closedFailure(request);
    }
    if (cause instanceof CircuitBreakerOpenException open) {
      return new LiveblocksUnavailableException(
          request.label()
              + " was not sent: Liveblocks has been failing, the circuit breaker is open",
          null,
          open.getCircuitBreaker().getRemainingDelay());
    }
    if (cause instanceof BulkheadFullException) {
      return new LiveblocksUnavailableException(
          request.label() + " was not sent: too many calls are under way (maxConcurrentCalls)",
          null,
          null);
    }
    return Failures.of(request, cause);
  }

  private LiveblocksTimeoutException timeout(ApiRequest request) {
    return new LiveblocksTimeoutException(
        "%s was not answered within %d ms".formatted(request.label(), deadline.toMillis()), null);
  }

  private static LiveblocksUnavailableException closedFailure(ApiRequest request) {
    return new LiveblocksUnavailableException(
        request.label() + " failed: this Liveblocks client is closed", null, null);
  }

  /** Waits for a call, with its failure as the exception. */
  public static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a call failed in a way that it should not", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LiveblocksUnavailableException(
          "the thread was interrupted while it waited for Liveblocks", e, null);
    }
  }

  @Override
  public void close() {
    closed = true;
    LiveblocksUnavailableException failure =
        new LiveblocksUnavailableException(
            "the call was given up: this Liveblocks client was closed", null, null);
    underWay.values().forEach(call -> call.completeExceptionally(failure));
    transport.close();
    resilience.close();
    timer.shutdownNow();
    timerThread.awaitEnd();
    json.close();
  }
}
