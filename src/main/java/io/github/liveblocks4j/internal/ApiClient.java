package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The one way to Liveblocks: circuit breaker, limit of calls in flight, deadline, retries, and one
 * kind of failure. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {

  // For the greatest burst that is meant to be served some day. A call that waits is small.
  private static final int MAX_WAITING = 20_000;

  private final Json json = new Json();
  private final Failures failures;
  private final Warnings warnings = new Warnings();
  private final Threads threads = new Threads("liveblocks-call");
  // Two, so that one secret key file that is slow to read does not hold up every other call.
  private final ExecutorService executor = Executors.newFixedThreadPool(2, threads);
  private final Pipeline pipeline;
  private final Breaker tokenBreaker;
  private final Breaker breaker;
  private volatile boolean closed;

  /**
   * @param transport sends requests; closed with this client
   * @param authorization what it sends them with
   * @param baseUrl where it sends them to, for messages
   * @param deadline the time for a call
   * @param maxRetries how many attempts may follow the first
   * @param maxConcurrentCalls how many attempts may be in flight
   */
  public ApiClient(
      HttpTransport transport,
      Authorization authorization,
      URI baseUrl,
      Duration deadline,
      int maxRetries,
      int maxConcurrentCalls) {
    this(
        transport,
        authorization,
        baseUrl,
        deadline,
        maxRetries,
        maxConcurrentCalls,
        new ThreadScheduler("liveblocks-timer"));
  }

  ApiClient(
      HttpTransport transport,
      Authorization authorization,
      URI baseUrl,
      Duration deadline,
      int maxRetries,
      int maxConcurrentCalls,
      Scheduler scheduler) {
    this.failures =
        new Failures(json, Clock.systemUTC(), baseUrl, deadline, maxConcurrentCalls, MAX_WAITING);
    this.pipeline =
        new Pipeline(
            transport,
            authorization,
            scheduler,
            executor,
            new CallLimiter(maxConcurrentCalls, MAX_WAITING, executor),
            new RetryPolicy(maxRetries, () -> ThreadLocalRandom.current().nextDouble()),
            new SecondAttempts(maxConcurrentCalls, scheduler),
            failures,
            deadline.toNanos(),
            new CallsInFlight(scheduler));
    this.tokenBreaker = new Breaker("token calls", scheduler);
    this.breaker = new Breaker("calls other than for tokens", scheduler);
  }

  /** Returns the JSON that requests and responses are written in. */
  public Json json() {
    return json;
  }

  /**
   * Makes a call.
   *
   * @return the successful response; failed with a {@link LiveblocksException}. Cancelling it ends
   *     the call
   */
  public CompletableFuture<ApiResponse> send(ApiRequest request) {
    return send(request, Function.identity());
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
            pipeline,
            request,
            response -> reader.apply(successful(request, response)),
            request.isForToken() ? tokenBreaker : breaker);
    pipeline.calls().add(call);
    if (closed) {
      call.close();
    }
    return call.start();
  }

  private ApiResponse successful(ApiRequest request, TransportResponse response) {
    response.warning().ifPresent(warning -> warnings.log(request, warning));
    if (response.status() < 200 || response.status() >= 300) {
      throw failures.of(request, response);
    }
    return new ApiResponse(request, response, json, failures);
  }

  /**
   * Opens a connection in the background, and makes a call that stays in this process, for the
   * classes that it loads: the first caller waits for neither.
   *
   * @param response what the call is given
   */
  public <T> void warmUp(
      ApiRequest request, TransportResponse response, Function<ApiResponse, T> reader) {
    pipeline.transport().warmUp();
    Call<T> call =
        new Call<>(
            pipeline.over(new FixedTransport(response)),
            request,
            received -> reader.apply(successful(request, received)),
            new Breaker("calls that are not sent", pipeline.scheduler()));
    var unused = call.start();
  }

  /** Waits for a call, and throws its failure. */
  public static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a call failed in an unexpected way", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
  }

  /** Returns how calls stand, for tests: permits that nobody holds, and calls in the queue. */
  CallLimiter limiter() {
    return pipeline.limiter();
  }

  @Override
  public void close() {
    closed = true;
    pipeline.calls().close();
    pipeline.transport().close();
    executor.shutdownNow();
    threads.awaitEnd();
    pipeline.scheduler().close();
    json.close();
  }
}
