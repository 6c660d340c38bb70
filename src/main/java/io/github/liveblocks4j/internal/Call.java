package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call with all its attempts, one at a time, until a good response, a failure that a retry
 * cannot mend, or the deadline. Thread-safe; its future always completes.
 *
 * <p>A retry follows only a known failure, never mere silence, so that a slow Liveblocks does not
 * get the same work twice. Waiting for a permit counts towards the deadline, and a call that waits
 * for its next attempt holds none. When Liveblocks rejects the key and another has replaced it, one
 * attempt takes the place of the rejected one, whether the call is idempotent or not: that had no
 * effect.
 */
final class Call<T> {

  /**
   * What the calls of one client share.
   *
   * @param executor runs what may wait, such as the reading of a file
   * @param calls what closes each call that has not ended
   * @param onEnd takes each call that has ended; must not throw
   */
  record Context(
      Transport transport,
      RotatingSecret<SecretKey> key,
      Duration deadline,
      RetryPolicy retries,
      Failures failures,
      ScheduledExecutorService timer,
      LongSupplier nanoClock,
      ExecutorService executor,
      CallLimiter limiter,
      Set<Runnable> calls,
      BiConsumer<ApiRequest, CallEvent> onEnd) {}

  private final Context context;
  private final ApiRequest request;
  private final Function<SimpleHttpResponse, T> reader;
  private final CircuitBreaker breaker;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final CallTrace trace;
  private final long timeoutNanos;
  private final Runnable closer = this::close;

  // All guarded by this; they no longer change when the call has ended.
  private boolean ended;
  private boolean admitted;
  private boolean keyReplaced;
  private int attempts;
  private CallLimiter.@Nullable Permit permit;
  private @Nullable CompletableFuture<SimpleHttpResponse> exchange;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> retry;
  private @Nullable LiveblocksException lastFailure;

  /**
   * @param reader makes the result of the response; throws a {@link LiveblocksException} when it is
   *     not a good one
   */
  Call(
      Context context,
      ApiRequest request,
      Function<SimpleHttpResponse, T> reader,
      CircuitBreaker breaker) {
    this.context = context;
    this.request = request;
    this.reader = reader;
    this.breaker = breaker;
    this.trace = new CallTrace(context.nanoClock());
    this.timeoutNanos =
        (request.timeout() == null ? context.deadline() : request.timeout()).toNanos();
  }

  /** Begins; the result is what the caller gets, who ends the call by cancelling it. */
  CompletableFuture<T> start() {
    context.calls().add(closer);
    var unused =
        result.whenComplete(
            (value, failure) -> end(CircuitBreaker::releasePermission, "cancelled"));
    guarded(
        () -> {
          if (!breaker.tryAcquirePermission()) {
            fail(context.failures().breakerOpen(request));
          } else {
            Future<?> task = schedule(this::timeOut, timeoutNanos);
            synchronized (this) {
              admitted = true;
              deadline = task;
            }
            queue();
          }
        });
    return result;
  }

  void close() {
    abandon(context.failures().closed(request));
  }

  /** Ends the call for a reason that says nothing about Liveblocks. */
  private void abandon(LiveblocksException failure) {
    finish(
        CircuitBreaker::releasePermission,
        trace.code(failure),
        () -> result.completeExceptionally(failure));
  }

  /** Runs a step. Whatever goes wrong in it, the result completes. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RejectedExecutionException e) {
      close();
    } catch (RuntimeException | Error e) {
      abandon(context.failures().of(request, e));
    }
  }

  private Future<?> schedule(Runnable step, long delayNanos) {
    return context.timer().schedule(() -> guarded(step), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void queue() {
    trace.queued();
    CallLimiter.Permit queued =
        context.limiter().acquire(request.isForToken(), held -> guarded(() -> attempt(held)));
    if (queued == null) {
      fail(context.failures().queueFull(request));
    } else if (!keep(() -> permit = queued)) {
      queued.release();
    }
  }

  /** Changes what the call holds; false when it has ended. */
  private synchronized boolean keep(Runnable change) {
    if (!ended) {
      change.run();
    }
    return !ended;
  }

  private void attempt(CallLimiter.Permit held) {
    if (trace.elapsed() >= timeoutNanos) {
      held.release();
      timeOut();
      return;
    }
    boolean begins =
        keep(
            () -> {
              permit = held;
              attempts++;
            });
    if (!begins) {
      held.release();
      return;
    }
    trace.sent();
    SecretKey key = context.key().value();
    CompletableFuture<SimpleHttpResponse> sent;
    try {
      sent = context.transport().send(request, key.authorization());
    } catch (RuntimeException | Error e) {
      sent = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<SimpleHttpResponse> kept = sent;
    if (!keep(() -> exchange = kept)) {
      sent.cancel(true);
    }
    var unused =
        sent.whenComplete(
            (response, failure) -> {
              held.release();
              guarded(() -> attempted(key, response, failure));
            });
  }

  private void attempted(
      SecretKey key, @Nullable SimpleHttpResponse response, @Nullable Throwable failure) {
    trace.returned(response == null ? 0 : response.getCode());
    T value;
    try {
      if (response == null) {
        throw context.failures().of(request, failure);
      }
      value = reader.apply(response);
    } catch (RuntimeException | Error e) {
      attemptFailed(key, context.failures().of(request, e));
      return;
    }
    finish(
        admitting -> admitting.onSuccess(trace.elapsed(), TimeUnit.NANOSECONDS),
        "ok",
        () -> result.complete(value));
  }

  private void attemptFailed(SecretKey key, LiveblocksException failure) {
    int made;
    boolean mayReplaceKey;
    synchronized (this) {
      if (ended) {
        return;
      }
      lastFailure = failure;
      made = attempts;
      mayReplaceKey = isKeyRejected(failure) && !keyReplaced;
    }
    if (mayReplaceKey) {
      // Reads a file, so not on a thread of the transport.
      context.executor().execute(() -> guarded(() -> keyRejected(key, failure)));
      return;
    }
    long delay =
        context.retries().delayNanos(request, failure, made, timeoutNanos - trace.elapsed());
    if (delay == RetryPolicy.NONE) {
      fail(failure);
      return;
    }
    Future<?> task = schedule(this::queue, delay);
    if (!keep(() -> retry = task)) {
      task.cancel(false);
    }
  }

  private static boolean isKeyRejected(LiveblocksException failure) {
    return failure instanceof LiveblocksApiException response
        && (response.status() == 401 || response.status() == 403);
  }

  private void keyRejected(SecretKey key, LiveblocksException failure) {
    if (!context.key().hasReplaced(key)) {
      fail(failure);
      return;
    }
    synchronized (this) {
      keyReplaced = true;
      attempts--;
    }
    queue();
  }

  private void timeOut() {
    boolean sent;
    LiveblocksException cause;
    synchronized (this) {
      sent = attempts > 0;
      cause = lastFailure;
    }
    fail(context.failures().timeout(request, sent, cause));
  }

  private void fail(LiveblocksException failure) {
    // That the application has less patience than the client says nothing about Liveblocks.
    boolean impatient =
        failure instanceof LiveblocksTimeoutException
            && timeoutNanos < context.deadline().toNanos();
    finish(
        admitting -> {
          if (attempts > 0 && !impatient) {
            admitting.onError(trace.elapsed(), TimeUnit.NANOSECONDS, failure);
          } else {
            admitting.releasePermission();
          }
        },
        trace.code(failure),
        () -> result.completeExceptionally(failure));
  }

  private void finish(Consumer<CircuitBreaker> verdict, String code, Runnable completion) {
    boolean first = true;
    try {
      first = end(verdict, code);
    } finally {
      if (first) {
        completion.run();
      }
    }
  }

  /** Releases all that the call holds, before any code of the caller runs; false when it has. */
  private boolean end(Consumer<CircuitBreaker> verdict, String code) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
    }
    context.calls().remove(closer);
    cancel(deadline);
    cancel(retry);
    if (exchange != null) {
      exchange.cancel(true);
    }
    if (permit != null) {
      permit.release();
    }
    context.onEnd().accept(request, trace.ended(request, code));
    if (admitted) {
      verdict.accept(breaker);
    }
    return true;
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
