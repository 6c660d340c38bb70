package io.github.liveblocks4j.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One exchange over HTTP for a call, and the permit for it. Thread-safe. */
final class Attempt {

  /** Hears how an attempt ends that was not cancelled; its permit has been returned by then. */
  @FunctionalInterface
  interface Listener {
    void ended(Attempt attempt, @Nullable TransportResponse response, @Nullable Throwable failure);
  }

  private final Pipeline pipeline;
  private final ApiRequest request;
  private final CallLimiter.Permit permit;
  private final boolean second;
  private final Listener listener;
  private final long began;
  private boolean sending; // guarded by this
  private @Nullable CompletableFuture<TransportResponse> exchange; // guarded by this
  private volatile String authorization = "";
  private volatile boolean cancelled;

  /**
   * @param permit returned with the attempt's end
   * @param second whether it is one beside another, which {@link SecondAttempts} counts
   */
  Attempt(
      Pipeline pipeline,
      ApiRequest request,
      CallLimiter.Permit permit,
      boolean second,
      Listener listener) {
    this.pipeline = pipeline;
    this.request = request;
    this.permit = permit;
    this.second = second;
    this.listener = listener;
    this.began = pipeline.scheduler().nanoTime();
  }

  CallLimiter.Permit permit() {
    return permit;
  }

  /** Returns what it was sent with. */
  String authorization() {
    return authorization;
  }

  long ageNanos() {
    return pipeline.scheduler().nanoTime() - began;
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
      var unused = sent.whenComplete(this::ended);
    }
  }

  private void ended(@Nullable TransportResponse response, @Nullable Throwable failure) {
    if (!cancelled) {
      release();
      listener.ended(this, response, failure);
    }
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
