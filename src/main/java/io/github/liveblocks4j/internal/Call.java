package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksException.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call with all its attempts, until the first good response, a failure that no attempt can
 * mend, or the deadline. Thread-safe; its future always completes.
 *
 * <p><b>Time.</b> No attempt is cut short: each has all the time until the deadline, for the longer
 * it has waited, the nearer is the response. A retry follows only a failure that is known, never
 * mere silence, so that a slow Liveblocks does not get the same work twice. But silence can also
 * mean a connection that is stuck. So when half of the deadline has passed without a response, an
 * idempotent call may make a second attempt over another connection <em>beside</em> the first; the
 * first good response ends both. {@link SecondAttempts} keeps this rare where Liveblocks is slow.
 * Connecting has a shorter time of its own, kept by the transport. Waiting for a permit counts
 * towards the deadline, and a call that waits for its next attempt holds none.
 *
 * <p><b>Key rotation.</b> When Liveblocks rejects the key and another has replaced it, the call
 * makes one more attempt, whether idempotent or not: it was rejected, so it had no effect. That
 * attempt takes the place of the rejected one in the count of retries.
 *
 * @param <T> the result's type
 */
final class Call<T> {

  private final Pipeline pipeline;
  private final ApiRequest request;
  private final Function<TransportResponse, T> reader;
  private final Breaker breaker;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final CallState state;
  private final long deadline;
  private final long half;
  private volatile long due;

  /**
   * @param reader makes the result of the response; throws a {@link LiveblocksException} when it is
   *     not a good one
   */
  Call(
      Pipeline pipeline,
      ApiRequest request,
      Function<TransportResponse, T> reader,
      Breaker breaker) {
    this.pipeline = pipeline;
    this.request = request;
    this.reader = reader;
    this.breaker = breaker;
    this.deadline = pipeline.scheduler().nanoTime() + pipeline.deadlineNanos(request);
    this.half = pipeline.deadlineNanos(request) / 2;
    this.due = deadline;
    this.state = new CallState(request.mayHaveSecond() && pipeline.retries().maxRetries() > 0);
  }

  /**
   * Begins, on this thread if there is a permit; the result is what the caller gets, who ends the
   * call by cancelling it.
   */
  CompletableFuture<T> start() {
    var unused = result.whenComplete((value, failure) -> end(Breaker.Passage::abandoned));
    guarded(
        () -> {
          if (breaker.rejects()) {
            fail(pipeline.failures().breakerOpen(request, breaker.retryAfter()));
          } else {
            wakeIn(state.untilSecond(half, pipeline.deadlineNanos(request)));
            pipeline.calls().wakeAt(due);
            queue();
          }
        });
    return result;
  }

  /** Fails the call since the client closes. */
  void close() {
    abandon(pipeline.failures().closed(request));
  }

  /** Ends the call for a reason that says nothing about Liveblocks. */
  private void abandon(LiveblocksException failure) {
    if (end(Breaker.Passage::abandoned)) {
      result.completeExceptionally(failure);
    }
  }

  /** Runs a step. Whatever goes wrong in it, the caller hears of it. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RejectedExecutionException e) {
      close();
    } catch (RuntimeException | Error e) {
      abandon(pipeline.failures().of(request, e));
    }
  }

  /** Runs a step that may read a file, or send: not on a thread of the transport or the timer. */
  private void elsewhere(Runnable step) {
    guarded(() -> pipeline.executor().execute(() -> guarded(step)));
  }

  private void queue() {
    CallLimiter.Permit permit = pipeline.limiter().acquire(held -> guarded(() -> begin(held)));
    if (permit == null) {
      fail(pipeline.failures().queueFull(request));
    } else if (!state.keep(permit)) {
      permit.release();
    }
  }

  private void begin(CallLimiter.Permit permit) {
    if (remaining() <= 0) {
      permit.release();
      timeOut();
      return;
    }
    Breaker.Passage known = state.passage();
    Breaker.Passage admitted = known == null ? breaker.admit() : known;
    if (admitted == null) {
      permit.release();
      fail(pipeline.failures().breakerOpen(request, breaker.retryAfter()));
      return;
    }
    Attempt attempt = attempt(permit, false);
    if (state.add(attempt, admitted)) {
      attempt.send();
    } else {
      permit.release();
      if (known == null) {
        admitted.abandoned();
      }
    }
  }

  private Attempt attempt(CallLimiter.Permit permit, boolean second) {
    return new Attempt(
        pipeline,
        request,
        permit,
        second,
        (attempt, response, failure) -> guarded(() -> attempted(attempt, response, failure)));
  }

  /** Returns when the call is to be woken; waking it moves that on, or ends the call. */
  long due() {
    return due;
  }

  /** Wakes the call when it is due. */
  void wake() {
    guarded(this::woken);
  }

  private void wakeIn(long delayNanos) {
    due = pipeline.scheduler().nanoTime() + delayNanos;
  }

  /** Either the deadline has come, or a good time to look for a stuck connection. */
  private void woken() {
    long remaining = remaining();
    if (remaining <= 0) {
      timeOut();
      return;
    }
    long next = state.untilSecond(half, remaining);
    wakeIn(next > 0 ? next : remaining);
    Breaker.Passage admitted = state.passage();
    if (next == 0 && admitted != null && state.attempts() <= pipeline.retries().maxRetries()) {
      beginSecond(admitted);
    }
  }

  private void beginSecond(Breaker.Passage admitted) {
    if (!pipeline.seconds().tryBegin()) {
      return;
    }
    CallLimiter.Permit permit = pipeline.limiter().tryAcquire();
    if (permit == null) {
      pipeline.seconds().end();
      return;
    }
    Attempt attempt = attempt(permit, true);
    if (state.add(attempt, admitted)) {
      elsewhere(attempt::send);
    } else {
      attempt.release();
    }
  }

  private void timeOut() {
    fail(pipeline.failures().timeout(request, state.attempts() > 0, state.lastFailure()));
  }

  private void attempted(
      Attempt attempt, @Nullable TransportResponse response, @Nullable Throwable failure) {
    if (response == null) {
      attemptFailed(attempt, pipeline.failures().of(request, failure));
      return;
    }
    if (attempt.ageNanos() >= half) {
      pipeline.seconds().responseWasSlow();
    }
    T value;
    try {
      value = reader.apply(response);
    } catch (RuntimeException | Error e) {
      attemptFailed(attempt, pipeline.failures().of(request, e));
      return;
    }
    if (end(Breaker.Passage::succeeded)) {
      result.complete(value);
    }
  }

  private void attemptFailed(Attempt attempt, LiveblocksException failure) {
    RetryPolicy retries = pipeline.retries();
    if (!state.remove(attempt, failure)
        || (state.hasAttemptInFlight() && retries.isWorthAnother(request, failure))) {
      return; // The other attempt may still succeed.
    }
    int attempts = state.attempts();
    if (failure.kind() == Kind.SECRET_KEY_REJECTED) {
      List<Attempt> others = state.dropRejected();
      if (others != null) {
        others.forEach(Attempt::cancel);
        elsewhere(() -> keyRejected(attempt, failure));
        return;
      }
    }
    long delay = retries.delayNanos(request, failure, attempts, remaining());
    if (delay == RetryPolicy.NONE) {
      fail(failure);
      return;
    }
    Scheduler.Task task = pipeline.scheduler().schedule(() -> elsewhere(this::queue), delay);
    if (!state.keepRetry(task)) {
      task.cancel();
    }
  }

  private void keyRejected(Attempt attempt, LiveblocksException failure) {
    if (pipeline.authorization().hasReplaced(attempt.authorization())) {
      queue();
    } else {
      fail(failure);
    }
  }

  private void fail(LiveblocksException failure) {
    if (end(admitted -> admitted.failed(request, failure))) {
      result.completeExceptionally(failure);
    }
  }

  /**
   * Returns all that the call holds, before any code of the caller runs.
   *
   * @return false when the call had ended already
   */
  private boolean end(Consumer<Breaker.Passage> verdict) {
    CallState.Held held = state.end();
    if (held == null) {
      return false;
    }
    pipeline.calls().remove(this);
    if (held.retry() != null) {
      held.retry().cancel();
    }
    if (held.queued() != null) {
      held.queued().release();
    }
    held.attempts().forEach(Attempt::cancel);
    if (held.passage() != null) {
      verdict.accept(held.passage());
    }
    return true;
  }

  private long remaining() {
    return deadline - pipeline.scheduler().nanoTime();
  }
}
