package io.github.liveblocks4j.internal;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries, circuit breaker and bulkhead, by Failsafe. Attempts run on an executor of our own:
 * Failsafe's default one is static and would outlive the web application. (Its Timeout policy uses
 * that one in any case, so time is kept in {@link ApiClient}.)
 */
final class Resilience implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
  private static final Duration NOT_ASKED_FOR = Duration.ofNanos(-1);
  private static final double JITTER = 0.25;

  // Half of at least 20 calls within 10 s failed: stop asking for 5 s, then try one.
  private static final int FAILURE_PERCENT = 50;
  private static final int LEAST_CALLS = 20;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration OPEN = Duration.ofSeconds(5);

  private final Threads threads = new Threads("liveblocks-call");
  private final int maxRetries;
  private final CircuitBreaker<ApiResponse> breaker;
  private final Bulkhead<ApiResponse> bulkhead;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * What stands between a caller and Liveblocks.
   *
   * @param closed whether the client is; a call that ends for that reason says nothing about
   *     Liveblocks
   */
  Resilience(int maxRetries, int maxConcurrentCalls, BooleanSupplier closed) {
    this.maxRetries = maxRetries;
    this.bulkhead = Bulkhead.of(maxConcurrentCalls);
    this.breaker =
        CircuitBreaker.<ApiResponse>builder()
            .handleIf(
                (answer, failure) ->
                    failure != null && !closed.getAsBoolean() && isTheirFault(failure))
            .withFailureRateThreshold(FAILURE_PERCENT, LEAST_CALLS, WINDOW)
            .withDelay(OPEN)
            .withSuccessThreshold(1)
            .onOpen(
                event ->
                    LOG.log(
                        Level.WARNING,
                        "Liveblocks keeps failing: calls are held back for {0} s",
                        OPEN.toSeconds()))
            .onClose(event -> LOG.log(Level.INFO, "Liveblocks answers again"))
            .build();
    // Two, so that one slow name lookup does not hold up every other call.
    this.executor = Executors.scheduled(threads, 2);
  }

  CompletableFuture<ApiResponse> run(
      ApiRequest request, Deadline time, Supplier<CompletableFuture<ApiResponse>> attempt) {
    RetryPolicy<ApiResponse> retries =
        RetryPolicy.<ApiResponse>builder()
            .handleIf((answer, failure) -> failure != null && mayRetry(request, failure, time))
            .withMaxRetries(maxRetries)
            .withBackoff(FIRST_DELAY, LONGEST_DELAY)
            .withJitter(JITTER)
            .withDelayFn(context -> delayAskedFor(context.getLastException()))
            .build();
    return Failsafe.with(bulkhead, retries, breaker).with(executor).getStageAsync(attempt::get);
  }

  /**
   * Half of the deadline where a second attempt may follow, so that one stuck connection does not
   * take all of it.
   */
  Duration attemptTimeout(ApiRequest request, Duration deadline, Duration remaining) {
    Duration share = request.idempotent() && maxRetries > 0 ? deadline.dividedBy(2) : remaining;
    return share.compareTo(remaining) < 0 ? share : remaining;
  }

  /** What Retry-After says; Failsafe takes a negative delay as "nothing", and backs off. */
  private static Duration delayAskedFor(@Nullable Throwable failure) {
    return failure instanceof LiveblocksException known
        ? known.retryAfter().orElse(NOT_ASKED_FOR)
        : NOT_ASKED_FOR;
  }

  private static boolean mayRetry(ApiRequest request, Throwable failure, Deadline time) {
    return failure instanceof LiveblocksException known
        && known.isTransient()
        && (request.idempotent() || wasNotCarriedOut(known))
        && known.retryAfter().orElse(FIRST_DELAY).compareTo(time.remaining()) < 0;
  }

  /** Sure signs that the call had no effect: no connection, or the rate limit. */
  private static boolean wasNotCarriedOut(LiveblocksException failure) {
    return failure instanceof LiveblocksApiException answered
        ? answered.status() == 429
        : failure instanceof LiveblocksUnavailableException
            && failure.getCause() != null
            && !Failures.wasSent(failure.getCause());
  }

  /** Trouble that holding back calls can help with: not our mistakes, and not the rate limit. */
  private static boolean isTheirFault(Throwable failure) {
    return failure instanceof LiveblocksApiException answered
        ? answered.status() >= 500
        : failure instanceof LiveblocksException
            && !(failure instanceof LiveblocksProtocolException);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    threads.awaitEnd();
  }
}
