package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.LogThrottle;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request its one response; no thread of the container waits for it where the container
 * and the filters in front support async. Also the only place that logs why a request failed.
 */
public final class ResponseSender {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final String DISCONNECTED = "Client disconnected before the response was written";

  private final RequestReports reports;
  private final boolean async;
  private final LogThrottle throttle;
  private final AtomicBoolean warnedOfBlocking = new AtomicBoolean();
  private volatile boolean closing;

  /**
   * Creates a sender.
   *
   * @param reports where each request is reported when it has ended
   * @param async whether to release the request's thread while waiting for the response
   * @param throttle where failures are logged: many requests can meet the same one
   */
  public ResponseSender(RequestReports reports, boolean async, LogThrottle throttle) {
    this.reports = reports;
    this.async = async;
    this.throttle = throttle;
  }

  RequestReports reports() {
    return reports;
  }

  /** From now on responses are sent at once: a container that stops runs nothing more for us. */
  void close() {
    closing = true;
  }

  /** Sends the JSON, or the response for what it failed with: at once when it is there. */
  void send(
      CompletableFuture<String> json,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestReports.Report report) {
    if (!json.isDone() && async) {
      if (request.isAsyncSupported()) {
        Pending pending = new Pending(request, response, report);
        var unused =
            json.whenComplete(
                (success, failure) ->
                    pending.write(() -> write(response, success, failure, report), closing));
        return;
      }
      warnOfBlocking();
    }
    String success = null;
    Throwable failure = null;
    try {
      success = json.get();
    } catch (ExecutionException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    }
    write(response, success, failure, report);
  }

  private void warnOfBlocking() {
    if (warnedOfBlocking.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s blocks a request thread for every request: a filter in front of it, or the servlet itself, does not support async. Add <async-supported>true</async-supported> to each of them, or accept it with the setting async=false"
                  .formatted(reports));
    }
  }

  void reject(
      HttpServletResponse response,
      RequestRejectedException rejection,
      RequestReports.Report report) {
    write(response, null, rejection, report);
  }

  /**
   * Rejects a request whose body has not been read, or not all of it. Before it ends such a request
   * Tomcat waits for the rest, in the request's thread; it does not if the request is asynchronous.
   */
  void rejectUnread(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestRejectedException rejection,
      RequestReports.Report report) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
    if (request.isAsyncSupported()) {
      new Pending(request, response, report).write(() -> reject(response, rejection, report), true);
    } else {
      reject(response, rejection, report);
    }
  }

  private void write(
      HttpServletResponse response,
      @Nullable String json,
      @Nullable Throwable failure,
      RequestReports.Report report) {
    try {
      if (json != null) {
        report.ended("ok", HttpServletResponse.SC_OK);
        write(response, HttpServletResponse.SC_OK, json);
      } else {
        RequestRejectedException rejection = rejection(Objects.requireNonNull(failure));
        ErrorResponse error = rejection.error();
        report.ended(error.code(), error.status());
        log(rejection);
        rejection
            .retryAfterSeconds()
            .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait)));
        write(response, error.status(), rejection.json());
      }
    } catch (IOException | RuntimeException e) {
      // The client has gone, or the container has recycled the response.
      LOG.log(Level.DEBUG, DISCONNECTED, e);
    }
  }

  private static RequestRejectedException rejection(Throwable failure) {
    boolean wrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
    return cause instanceof RequestRejectedException rejection
        ? rejection
        : RequestRejectedException.ofCall(cause);
  }

  private void log(RequestRejectedException rejection) {
    ErrorResponse error = rejection.error();
    Throwable cause = rejection.getCause();
    if (cause == null) {
      return; // The report says it.
    }
    String message = "%s responded %s %s: ".formatted(reports, error.status(), error.code());
    if (!(cause instanceof LiveblocksException || error == ErrorResponse.UPSTREAM_UNAVAILABLE)) {
      String why =
          cause instanceof MisconfiguredException
              ? cause.getMessage()
              : "code of the application failed";
      throttle.log(Level.ERROR, error.code(), () -> message + why, cause);
      return;
    }
    String upstream = cause instanceof LiveblocksException ? cause.getMessage() : cause.toString();
    if (error == ErrorResponse.SECRET_KEY_REJECTED) {
      throttle.log(
          Level.ERROR,
          error.code(),
          () ->
              message
                  + upstream
                  + " - check the setting secretKey, and that it belongs to the project at the"
                  + " base URL");
    } else {
      throttle.log(Level.WARNING, error.code(), () -> message + upstream);
    }
    LOG.log(Level.DEBUG, "The failure with its stack trace", cause);
  }

  private static void write(HttpServletResponse response, int status, String json)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The response to one asynchronous request: written once, and never after the container's. */
  static final class Pending implements AsyncListener {

    private final AsyncContext context;
    private final RequestReports.Report report;
    private final AtomicBoolean done = new AtomicBoolean();

    /** WildFly looks for this one in every AsyncListener, and warns where there is none. */
    Pending() {
      throw new IllegalStateException("there is nothing to respond to");
    }

    private Pending(
        HttpServletRequest request, HttpServletResponse response, RequestReports.Report report) {
      this.report = report;
      this.context = request.startAsync(request, response);
      context.setTimeout(0); // The call that it waits for has a deadline of its own.
      context.addListener(this);
      // Whatever ends the request without a response of ours, it is no success.
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    /**
     * Writes the response on a thread of the container, unless that runs nothing more for us: the
     * present one may be an I/O thread of the client, and response wrappers and slow readers block.
     */
    private void write(Runnable writer, boolean stopping) {
      if (!done.compareAndSet(false, true)) {
        report.disconnected();
        return;
      }
      Runnable last =
          () -> {
            try {
              writer.run();
            } finally {
              complete();
            }
          };
      if (stopping) {
        last.run();
        return;
      }
      try {
        context.start(last);
      } catch (IllegalStateException | RejectedExecutionException e) {
        complete();
        LOG.log(Level.DEBUG, DISCONNECTED, e);
        report.disconnected();
      }
    }

    private void complete() {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        LOG.log(Level.DEBUG, "The container had completed the request already", e);
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      if (done.compareAndSet(false, true)) {
        complete();
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
}
