package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksException.Kind;
import java.util.ArrayList;
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
  private final long deadline;

  // All guarded by this, which is never held while code of others runs.
  private final List<Attempt> inFlight = new ArrayList<>(1);
  private int attempts;
  private boolean mayHaveSecond;
  private boolean rejected;
  private boolean ended;
  private CallLimiter.@Nullable Permit queued;
  private CallLimiter.@Nullable Permit taken; // by an attempt, which returns it
  private Scheduler.@Nullable Task alarm;
  private Scheduler.@Nullable Task retry;
  private Breaker.@Nullable Passage passage;
  private @Nullable LiveblocksException lastFailure;

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
    this.deadline = now() + pipeline.deadlineNanos(request);
    this.mayHaveSecond = request.mayHaveSecond() && pipeline.retries().maxRetries() > 0;
  }

  /** Begins; the result is what the caller gets, who ends the call by cancelling it. */
  CompletableFuture<T> start() {
    var unused = result.whenComplete((value, failure) -> end(Breaker.Passage::abandoned));
    guarded(
        () -> {
          if (breaker.rejects()) {
            fail(pipeline.failures().breakerOpen(request, breaker.retryAfter()));
          } else {
            setAlarm(
                mayHaveSecond
                    ? pipeline.deadlineNanos(request) / 2
                    : pipeline.deadlineNanos(request));
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

  private void queue() {
    CallLimiter.Permit permit = pipeline.limiter().acquire(held -> guarded(() -> begin(held)));
    if (permit == null) {
      fail(pipeline.failures().queueFull(request));
      return;
    }
    synchronized (this) {
      if (permit == taken) {
        return;
      }
      if (!ended) {
        queued = permit;
        return;
      }
    }
    permit.release();
  }

  private void begin(CallLimiter.Permit permit) {
    if (deadline - now() <= 0) {
      permit.release();
      timeOut();
      return;
    }
    Breaker.Passage known;
    synchronized (this) {
      known = passage;
    }
    Breaker.Passage admitted = known == null ? breaker.admit() : known;
    if (admitted == null) {
      permit.release();
      fail(pipeline.failures().breakerOpen(request, breaker.retryAfter()));
      return;
    }
    Attempt attempt = new Attempt(permit, false);
    if (add(attempt, admitted)) {
      attempt.send();
    } else {
      permit.release();
      if (known == null) {
        admitted.abandoned();
      }
    }
  }

  private synchronized boolean add(Attempt attempt, Breaker.Passage admitted) {
    if (ended) {
      return false;
    }
    passage = admitted;
    queued = null;
    taken = attempt.permit;
    inFlight.add(attempt);
    attempts++;
    return true;
  }

  private void setAlarm(long delayNanos) {
    Scheduler.Task task = pipeline.scheduler().schedule(() -> guarded(this::alarmed), delayNanos);
    synchronized (this) {
      alarm = task;
      if (!ended) {
        return;
      }
    }
    task.cancel();
  }

  /** Either the deadline has come, or a good time to look for a stuck connection. */
  private void alarmed() {
    long remaining = deadline - now();
    if (remaining <= 0) {
      timeOut();
      return;
    }
    long half = pipeline.deadlineNanos(request) / 2;
    long next = remaining;
    Breaker.Passage admitted = null;
    synchronized (this) {
      if (mayHaveSecond) {
        long silence = inFlight.isEmpty() ? 0 : now() - inFlight.get(0).began;
        if (silence < half) {
          next = Math.min(remaining, half - silence);
        } else {
          mayHaveSecond = false;
          admitted = attempts <= pipeline.retries().maxRetries() ? passage : null;
        }
      }
    }
    setAlarm(next);
    if (admitted != null) {
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
    Attempt attempt = new Attempt(permit, true);
    if (add(attempt, admitted)) {
      pipeline.executor().execute(attempt::send);
    } else {
      attempt.release();
    }
  }

  private void timeOut() {
    boolean sent;
    LiveblocksException last;
    synchronized (this) {
      sent = attempts > 0;
      last = lastFailure;
    }
    fail(pipeline.failures().timeout(request, sent, last));
  }

  private void attemptFailed(Attempt attempt, LiveblocksException failure) {
    RetryPolicy retries = pipeline.retries();
    long delay;
    synchronized (this) {
      if (!inFlight.remove(attempt)) {
        return; // One beside it was rejected.
      }
      lastFailure = failure;
      if (ended || (!inFlight.isEmpty() && retries.isWorthAnother(request, failure))) {
        return; // The other attempt may still succeed.
      }
      delay = retries.delayNanos(request, failure, attempts, deadline - now());
    }
    if (failure.kind() == Kind.SECRET_KEY_REJECTED && isFirstRejection()) {
      // Not here, on a thread of the transport: a file may have to be read.
      pipeline.executor().execute(() -> guarded(() -> keyRejected(attempt, failure)));
      return;
    }
    if (delay == RetryPolicy.NONE) {
      fail(failure);
      return;
    }
    Scheduler.Task task = pipeline.scheduler().schedule(() -> guarded(this::queue), delay);
    synchronized (this) {
      retry = task;
      if (!ended) {
        return;
      }
    }
    task.cancel();
  }

  /** Returns false when the call has had its attempt with a new key; drops those with the old. */
  private boolean isFirstRejection() {
    List<Attempt> others;
    synchronized (this) {
      if (rejected) {
        return false;
      }
      rejected = true;
      attempts--;
      others = List.copyOf(inFlight);
      inFlight.clear();
    }
    others.forEach(Attempt::cancel);
    return true;
  }

  private void keyRejected(Attempt attempt, LiveblocksException failure) {
    if (pipeline.authorization().hasReplaced(attempt.authorization)) {
      queue();
    } else {
      fail(failure);
    }
  }

  private void succeed(T value) {
    if (end(Breaker.Passage::succeeded)) {
      result.complete(value);
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
    CallLimiter.Permit permit;
    Breaker.Passage admitted;
    List<Attempt> left;
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      permit = queued;
      admitted = passage;
      left = List.copyOf(inFlight);
      cancel(alarm);
      cancel(retry);
    }
    pipeline.calls().remove(this);
    if (permit != null) {
      permit.release();
    }
    left.forEach(Attempt::cancel);
    if (admitted != null) {
      verdict.accept(admitted);
    }
    return true;
  }

  private static void cancel(Scheduler.@Nullable Task task) {
    if (task != null) {
      task.cancel();
    }
  }

  private long now() {
    return pipeline.scheduler().nanoTime();
  }

  /** One exchange over HTTP, and the permit for it. */
  private final class Attempt {

    private final CallLimiter.Permit permit;
    private final boolean second;
    private final long began = now();
    private boolean sending; // guarded by this attempt
    private @Nullable CompletableFuture<TransportResponse> exchange; // guarded by this attempt
    private volatile String authorization = "";
    private volatile boolean cancelled;

    Attempt(CallLimiter.Permit permit, boolean second) {
      this.permit = permit;
      this.second = second;
    }

    void send() {
      synchronized (this) {
        if (cancelled) {
          return;
        }
        sending = true;
      }
      CompletableFuture<TransportResponse> sent;
      try {
        authorization = pipeline.authorization().value();
        sent = pipeline.transport().send(request, authorization);
      } catch (RuntimeException | Error e) {
        sent = CompletableFuture.failedFuture(e);
      }
      synchronized (this) {
        exchange = sent;
      }
      if (cancelled) {
        cancel();
      } else {
        var unused =
            sent.whenComplete((response, failure) -> guarded(() -> done(response, failure)));
      }
    }

    private void done(@Nullable TransportResponse response, @Nullable Throwable failure) {
      if (cancelled) {
        return;
      }
      release();
      if (response == null) {
        attemptFailed(this, pipeline.failures().of(request, failure));
        return;
      }
      if (now() - began >= pipeline.deadlineNanos(request) / 2) {
        pipeline.seconds().responseWasSlow();
      }
      T value;
      try {
        value = reader.apply(response);
      } catch (RuntimeException | Error e) {
        attemptFailed(this, pipeline.failures().of(request, e));
        return;
      }
      succeed(value);
    }

    void cancel() {
      CompletableFuture<TransportResponse> sent;
      synchronized (this) {
        cancelled = true;
        sent = exchange;
        if (sending && sent == null) {
          return; // It is just being sent, and cancelled then.
        }
      }
      if (sent != null) {
        sent.cancel(true); // Before the permit, whose next holder needs the connection.
      }
      release();
    }

    void release() {
      if (permit.release() && second) {
        pipeline.seconds().end();
      }
    }
  }
}
