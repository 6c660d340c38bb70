package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The one way to Liveblocks: circuit breaker, limit of calls in flight, deadline, retries, and one
 * kind of failure. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // For the greatest burst that is meant to be served some day. A call that waits is small.
  static final int MAX_WAITING = 20_000;

  final Call.Context context;
  final CallLimiter limiter;
  private final @Nullable ListenerQueue ownQueue;
  private final @Nullable LiveblocksListener listener;
  private final Json json;
  private volatile boolean closed;
  private volatile boolean keyRejected;

  private final CircuitBreaker tokenBreaker;
  private final CircuitBreaker breaker;
  private final LogThrottle warnings = new LogThrottle();

  /**
   * Creates a client.
   *
   * @param transport sends requests; closed with this client
   * @param baseUrl for messages
   * @param listener of calls; a {@link ListenerQueue} stays the caller's to close
   */
  public ApiClient(
      Transport transport,
      RotatingSecret<SecretKey> key,
      URI baseUrl,
      Duration deadline,
      int maxRetries,
      int maxConcurrentCalls,
      @Nullable LiveblocksListener listener) {
    this(
        new Call.Context(
            transport,
            key,
            deadline,
            new RetryPolicy(maxRetries, () -> ThreadLocalRandom.current().nextDouble()),
            new Failures(new Json(), baseUrl, maxConcurrentCalls, MAX_WAITING),
            Threads.pool("liveblocks-timer", 1),
            // Two, so that one slow name lookup or key file does not hold up every other call.
            Threads.pool("liveblocks-call", 2),
            System::nanoTime,
            ConcurrentHashMap.newKeySet()),
        listener);
  }

  ApiClient(Call.Context context, @Nullable LiveblocksListener listener) {
    this.context = context;
    this.json = context.failures().json();
    this.limiter =
        new CallLimiter(
            context.failures().maxConcurrentCalls(),
            context.failures().maxWaiting(),
            context.executor());
    this.tokenBreaker = CircuitBreakers.create("token calls", context.nanoClock());
    this.breaker = CircuitBreakers.create("calls other than for tokens", context.nanoClock());
    this.ownQueue =
        listener == null || listener instanceof ListenerQueue ? null : new ListenerQueue(listener);
    this.listener = ownQueue == null ? listener : ownQueue;
    if (this.listener != null) {
      this.listener.onClient(this::health);
    }
  }

  public Json json() {
    return json;
  }

  /**
   * Makes a call for a result.
   *
   * @param reader makes the result of the successful response; may throw what {@link ApiResponse}
   *     throws
   * @return the result; failed with a {@link LiveblocksException}. Cancelling it ends the call
   */
  public <T> CompletableFuture<T> send(ApiRequest request, Function<ApiResponse, T> reader) {
    Call<T> call =
        new Call<>(
            context,
            limiter,
            request,
            response -> reader.apply(successful(request, response)),
            request.isForToken() ? tokenBreaker : breaker,
            this::ended);
    CompletableFuture<T> result = call.start();
    if (closed) {
      call.close(); // Closing may have missed it.
    }
    return result;
  }

  private ApiResponse successful(ApiRequest request, SimpleHttpResponse response) {
    ApiResponse read = new ApiResponse(request, response, json, context.failures());
    read.header("X-LB-Warn").ifPresent(warning -> warn(request, warning));
    if (read.status() < 200 || read.status() >= 300) {
      throw context
          .failures()
          .of(request, read.status(), read.text(), read.header("Retry-After").orElse(null));
    }
    return read;
  }

  /** Logs a warning of Liveblocks for the back end's developer. */
  private void warn(ApiRequest request, String warning) {
    String line = Masking.line(warning, 1_000);
    warnings.log(
        Level.WARNING, line, () -> "Liveblocks warns about %s: %s".formatted(request, line));
  }

  /** Takes note of a call that has ended; after it, the caller's code runs. */
  private void ended(ApiRequest request, CallEvent call) {
    int status = call.status();
    if (status >= 200 && status < 300) {
      keyRejected = false;
    } else if (call.code().equals("error")
        && (status == 401 || (status == 403 && request.isForToken()))) {
      keyRejected = true;
    }
    if (listener != null) {
      listener.onCall(call);
    }
    LOG.log(
        Level.DEBUG,
        () ->
            "%s: %s, status %s, %s ms (%s queued, %s at Liveblocks), attempts: %s"
                .formatted(
                    request,
                    call.code(),
                    status,
                    call.total().toMillis(),
                    call.queued().toMillis(),
                    call.upstream().toMillis(),
                    call.attempts()));
  }

  /** Returns what the calls so far have found. */
  public LiveblocksHealth health() {
    return new LiveblocksHealth(
        keyRejected,
        tokenBreaker.getState() != CircuitBreaker.State.CLOSED,
        breaker.getState() != CircuitBreaker.State.CLOSED,
        limiter.inFlight(),
        limiter.waiting());
  }

  /** Waits for a call, and throws its failure. A thread that is interrupted ends the call. */
  public static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a call failed in an unexpected way", e.getCause());
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    context.calls().forEach(Call::close);
    context.transport().close();
    context.executor().shutdownNow();
    context.timer().shutdownNow();
    if (ownQueue != null) {
      ownQueue.close();
    }
    json.close();
  }
}
