package io.github.liveblocks4j.internal.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the one response to one request, and never after the container's; no thread of the
 * container waits for it where the container and the filters in front support async.
 */
final class ResponseSender implements AsyncListener {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final RequestReports reports;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final long began = System.nanoTime();
  private final AtomicBoolean done = new AtomicBoolean();
  private long application;

  /** WildFly looks for this one in every AsyncListener, and warns where there is none. */
  ResponseSender() {
    throw new IllegalStateException("there is nothing to respond to");
  }

  ResponseSender(RequestReports reports, HttpServletRequest request, HttpServletResponse response) {
    this.reports = reports;
    this.request = request;
    this.response = response;
  }

  /**
   * Sends the JSON, or the response for what it failed with: at once when it is there.
   *
   * @param work is the endpoint's own, whose time is reported; does not throw
   * @param async whether to release the request's thread while waiting for the JSON
   * @param stopping whether the application stops: its container runs nothing more for us then
   */
  void send(Supplier<CompletableFuture<String>> work, boolean async, BooleanSupplier stopping) {
    long start = System.nanoTime();
    CompletableFuture<String> json = work.get();
    application = System.nanoTime() - start;
    if (!json.isDone() && async) {
      if (request.isAsyncSupported()) {
        AsyncContext context = startAsync();
        var unused =
            json.whenComplete(
                (success, failure) -> write(context, success, failure, stopping.getAsBoolean()));
        return;
      }
      reports.warnOfBlocking();
    }
    try {
      var unused = json.handle((success, failure) -> true).get(); // Waits where it has to.
    } catch (ExecutionException | InterruptedException e) {
      Thread.currentThread().interrupt();
      write(null, e);
      return;
    }
    var unused = json.whenComplete(this::write);
  }

  /**
   * Rejects a request whose body has not been read, or not all of it. Before it ends such a request
   * Tomcat waits for the rest, in the request's thread; it does not if the request is asynchronous.
   */
  void rejectUnread(RequestRejectedException rejection) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
    if (request.isAsyncSupported()) {
      write(startAsync(), null, rejection, true);
    } else {
      write(null, rejection);
    }
  }

  private AsyncContext startAsync() {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0); // The call that it waits for has a deadline of its own.
    context.addListener(this);
    // Whatever ends the request without a response of ours, it is no success.
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    return context;
  }

  /**
   * Writes the response on a thread of the container, unless that runs nothing more for us: the
   * present one may be an I/O thread of the client, and response wrappers and slow readers block.
   */
  private void write(
      AsyncContext context,
      @Nullable String json,
      @Nullable Throwable failure,
      boolean onThisThread) {
    if (!done.compareAndSet(false, true)) {
      ended("disconnected", 0);
      return;
    }
    Runnable last =
        () -> {
          try {
            write(json, failure);
          } finally {
            complete(context);
          }
        };
    if (onThisThread) {
      last.run();
      return;
    }
    try {
      context.start(last);
    } catch (RuntimeException | Error e) {
      // The client has gone, or the container has no thread: without an end, it would wait for
      // ever.
      complete(context);
      LOG.log(Level.DEBUG, "The container does not run the response", e);
      ended("disconnected", 0);
    }
  }

  /** Writes the response on this thread: the JSON, or what a failure is responded with. */
  void write(@Nullable String json, @Nullable Throwable failure) {
    try {
      if (json != null) {
        write(HttpServletResponse.SC_OK, "ok", json);
        return;
      }
      RequestRejectedException rejection = rejection(Objects.requireNonNull(failure));
      reports.rejected(rejection);
      if (rejection.retryAfter() > 0) {
        response.setHeader("Retry-After", Integer.toString(rejection.retryAfter()));
      }
      write(rejection.error().status(), rejection.error().code(), rejection.json());
    } catch (IOException | RuntimeException e) {
      // The client has gone, or the container has recycled the response.
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
    }
  }

  private static RequestRejectedException rejection(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RequestRejectedException rejection
        ? rejection
        : new RequestRejectedException(ErrorResponse.of(cause), cause);
  }

  private void write(int status, String code, String json) throws IOException {
    ended(code, status);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Reports the end: called once, when nothing is left to do but to write the response. */
  void ended(String code, int status) {
    Duration total = Duration.ofNanos(System.nanoTime() - began);
    reports.ended(code, status, total, Duration.ofNanos(application));
  }

  private static void complete(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The container had completed the request already", e);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (done.compareAndSet(false, true)) {
      complete(event.getAsyncContext());
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    onError(event); // Not expected: there is no timeout.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    done.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing starts it again.
  }
}
