package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
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
final class Call<T> implements Runnable {

  /**
   * What the calls of one client share.
   *
   * @param executor runs what may wait, such as the reading of a file
   * @param calls those that have not ended
   */
  record Context(
      Transport transport,
      RotatingSecret<SecretKey> key,
      Duration deadline,
      RetryPolicy retries,
      Failures failures,
      ScheduledExecutorService timer,
      ExecutorService executor,
      LongSupplier nanoClock,
      Set<Call<?>> calls) {}

  private enum Phase {
    OTHER,
    QUEUED,
    UPSTREAM
  }

  private final Context context;
  private final CallLimiter limiter;
  private final ApiRequest request;
  private final Function<SimpleHttpResponse, T> reader;
  private final CircuitBreaker breaker;
  private final BiConsumer<ApiRequest, CallEvent> onEnd;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final long began;
  private final long timeoutNanos;

  // Written by one step after the other, or with the lock.
  private volatile boolean admitted;
  private volatile boolean keyReplaced;
  private volatile @Nullable CompletableFuture<SimpleHttpResponse> exchange;
  private volatile @Nullable LiveblocksException lastFailure;
  private volatile int status;
  private volatile int attempts;
  private volatile boolean ended;

  // Guarded by this.
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase phase = Phase.OTHER;
  private long phaseBegan;

  /**
   * @param reader makes the result of the response; throws a {@link LiveblocksException} when it is
   *     not a good one
   * @param onEnd takes note of the end, before the caller does
   */
  Call(
      Context context,
      CallLimiter limiter,
      ApiRequest request,
      Function<SimpleHttpResponse, T> reader,
      CircuitBreaker breaker,
      BiConsumer<ApiRequest, CallEvent> onEnd) {
    this.context = context;
    this.limiter = limiter;
    this.request = request;
    this.reader = reader;
    this.breaker = breaker;
    this.onEnd = onEnd;
    this.began = context.nanoClock().getAsLong();
    this.timeoutNanos =
        (request.timeout() == null ? context.deadline() : request.timeout()).toNanos();
  }

  /** Begins; the result is what the caller gets, who ends the call by cancelling it. */
  CompletableFuture<T> start() {
    context.calls().add(this);
    guarded(
        () -> {
          admitted = breaker.tryAcquirePermission();
          if (!admitted) {
            end(null, context.failures().breakerOpen(request));
            return;
          }
          Future<?> deadline = schedule(this::timeOut, timeoutNanos);
          var unused =
              result.whenComplete(
                  (value, failure) -> {
                    deadline.cancel(false);
                    end(null, null); // Unless it has ended, the caller cancels it.
                  });
          queue();
        });
    return result;
  }

  void close() {
    admitted = false; // No failure of Liveblocks, and the circuit breaker goes with the client.
    end(null, context.failures().closed(request));
  }

  /** Runs a step. Whatever goes wrong in it, the result completes. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RejectedExecutionException e) {
      close();
    } catch (RuntimeException | Error e) {
      end(null, context.failures().of(request, e));
    }
  }

  private Future<?> schedule(Runnable step, long delayNanos) {
    return context.timer().schedule(() -> guarded(step), delayNanos, TimeUnit.NANOSECONDS);
  }

  private long elapsed() {
    return context.nanoClock().getAsLong() - began;
  }

  /** Begins a phase; false when the call has ended. */
  private synchronized boolean enter(Phase next) {
    long now = elapsed();
    nanos.merge(phase, now - phaseBegan, Long::sum);
    phaseBegan = now;
    phase = next;
    if (next == Phase.UPSTREAM && !ended) {
      attempts++;
      status = 0;
    }
    return !ended;
  }

  private void queue() {
    if (enter(Phase.QUEUED) && !limiter.acquire(request.isForToken(), this)) {
      end(null, context.failures().queueFull(request));
    }
    if (ended) {
      limiter.leave(this); // It ended meanwhile.
    }
  }

  /** Goes on with a permit. */
  @Override
  public void run() {
    guarded(this::attempt);
  }

  /** Sends the request. The permit goes back when the exchange has ended. */
  private void attempt() {
    boolean late = elapsed() >= timeoutNanos;
    if (late || !enter(Phase.UPSTREAM)) {
      limiter.release();
      if (late) {
        timeOut();
      }
      return;
    }
    SecretKey key = context.key().value();
    CompletableFuture<SimpleHttpResponse> sent = send(key);
    exchange = sent;
    if (ended) {
      sent.cancel(true);
    }
    var unused =
        sent.whenComplete(
            (response, failure) -> {
              limiter.release();
              guarded(() -> attempted(key, response, failure));
            });
  }

  private CompletableFuture<SimpleHttpResponse> send(SecretKey key) {
    try {
      return context.transport().send(request, key.authorization());
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void attempted(
      SecretKey key, @Nullable SimpleHttpResponse response, @Nullable Throwable failure) {
    if (!enter(Phase.OTHER)) {
      return;
    }
    try {
      if (response == null) {
        throw context.failures().of(request, failure);
      }
      status = response.getCode();
      end(reader.apply(response), null);
    } catch (RuntimeException | Error e) {
      attemptFailed(key, context.failures().of(request, e));
    }
  }

  private void attemptFailed(SecretKey key, LiveblocksException failure) {
    lastFailure = failure;
    if (!keyReplaced
        && failure instanceof LiveblocksApiException response
        && (response.status() == 401 || response.status() == 403)) {
      // Reads a file, so not on a thread of the transport.
      context.executor().execute(() -> guarded(() -> keyRejected(key, failure)));
      return;
    }
    int made = keyReplaced ? attempts - 1 : attempts;
    long delay = context.retries().delayNanos(request, failure, made, timeoutNanos - elapsed());
    if (delay == RetryPolicy.NONE) {
      end(null, failure);
    } else {
      var unused = schedule(this::queue, delay);
    }
  }

  private void keyRejected(SecretKey key, LiveblocksException failure) {
    keyReplaced = context.key().hasReplaced(key);
    if (keyReplaced) {
      queue();
    } else {
      end(null, failure);
    }
  }

  private void timeOut() {
    end(
        null,
        context
            .failures()
            .timeout(request, Duration.ofNanos(timeoutNanos), attempts > 0, lastFailure));
  }

  /**
   * Ends the call unless it has ended. Releases all that it holds before any code of the caller
   * runs.
   */
  private void end(@Nullable T value, @Nullable LiveblocksException failure) {
    CallEvent event;
    synchronized (this) {
      if (ended) {
        return;
      }
      enter(Phase.OTHER);
      ended = true;
      event = event(failure);
    }
    try {
      context.calls().remove(this);
      limiter.leave(this);
      CompletableFuture<SimpleHttpResponse> last = exchange;
      if (last != null) {
        last.cancel(true);
      }
      tellBreaker(failure);
      onEnd.accept(request, event);
    } catch (RuntimeException | Error e) {
      // A log handler that fails is no failure of the call.
    }
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private void tellBreaker(@Nullable LiveblocksException failure) {
    if (!admitted) {
      return;
    }
    // That the application has less patience than the client says nothing about Liveblocks.
    boolean impatient =
        failure instanceof LiveblocksTimeoutException
            && timeoutNanos < context.deadline().toNanos();
    if (attempts == 0 || impatient || result.isDone()) {
      breaker.releasePermission();
    } else if (failure == null) {
      breaker.onSuccess(elapsed(), TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(elapsed(), TimeUnit.NANOSECONDS, failure);
    }
  }

  private CallEvent event(@Nullable LiveblocksException failure) {
    return new CallEvent(
        request.method(),
        request.template(),
        result.isDone() ? "cancelled" : code(failure),
        status,
        attempts,
        Duration.ofNanos(phaseBegan),
        Duration.ofNanos(nanos.getOrDefault(Phase.QUEUED, 0L)),
        Duration.ofNanos(nanos.getOrDefault(Phase.UPSTREAM, 0L)));
  }

  private String code(@Nullable LiveblocksException failure) {
    if (failure == null) {
      return "ok";
    }
    if (failure instanceof LiveblocksApiException) {
      return "error";
    }
    if (failure instanceof LiveblocksTimeoutException) {
      return "timeout";
    }
    if (failure instanceof LiveblocksProtocolException) {
      return "invalid_response";
    }
    return attempts == 0 ? "not_sent" : "unavailable";
  }
}
