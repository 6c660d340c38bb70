package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.internal.LogThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request its one response; no thread of the container waits for it where the container
 * and the filters in front support async. Also the only place that logs why a request failed.
 */
public final class ResponseSender {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // The call has a deadline of its own and always ends; this is for the day when it does not.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String name;
  private final boolean async;
  private final LogThrottle throttle;
  private final long timeoutMillis;
  private final AtomicBoolean saidThatItBlocks = new AtomicBoolean();
  private volatile boolean closing;

  /**
   * Creates a sender.
   *
   * @param name of the endpoint, for the log
   * @param async whether to release the request's thread while waiting for the response
   * @param deadline within which there is a response
   * @param throttle where failures are logged: many visitors can meet the same one
   */
  public ResponseSender(String name, boolean async, Duration deadline, LogThrottle throttle) {
    this.name = name;
    this.async = async;
    this.throttle = throttle;
    this.timeoutMillis = deadline.plus(GRACE).toMillis();
  }

  /** From now on responses are sent at once: a container that stops runs nothing more for us. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  void reject(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestRejectedException rejection) {
    if (rejection.error() == ErrorResponse.REQUEST_TIMEOUT
        && request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close"); // The rest of the body may still come.
    }
    writeBlocking(request, response, null, rejection);
  }

  private void write(HttpServletResponse response, RequestRejectedException rejection)
      throws IOException {
    ErrorResponse error = rejection.error();
    Throwable cause = rejection.getCause();
    if (cause != null) {
      throttle.log(
          Level.ERROR,
          error.code(),
          () ->
              "%s responded %d %s: code of the application failed"
                  .formatted(name, error.status(), error.code()),
          cause);
    } else {
      LOG.log(Level.DEBUG, () -> "%s rejected a request: %s".formatted(name, error.code()));
    }
    rejection
        .retryAfter()
        .ifPresent(
            wait ->
                response.setHeader("Retry-After", Integer.toString(ErrorResponse.seconds(wait))));
    ResponseWriter.error(response, error, rejection.reason());
  }

  /** Sends the JSON, or the response for what it failed with, when it is there. */
  void send(
      CompletableFuture<String> json, HttpServletRequest request, HttpServletResponse response) {
    throttle.flush();
    if (json.isDone()) {
      sendBlocking(json, request, response);
    } else if (async && request.isAsyncSupported()) {
      AsyncResponse pending = new AsyncResponse(this, request, response, timeoutMillis);
      var unused = json.whenComplete(pending::send);
    } else {
      if (async && saidThatItBlocks.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            () ->
                "%s blocks a request thread for every request: a filter in front of it, or the servlet itself, does not support async. Add <async-supported>true</async-supported> to each of them (and <dispatcher>ASYNC</dispatcher> to the mapping of a filter that binds the user to the thread), or accept it with the setting async=false"
                    .formatted(name));
      }
      sendBlocking(json, request, response);
    }
  }

  private void sendBlocking(
      CompletableFuture<String> json, HttpServletRequest request, HttpServletResponse response) {
    String success = null;
    Throwable failure = null;
    try {
      success = json.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (TimeoutException e) {
      failure = timeout();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure =
          new LiveblocksUnavailableException("the request's thread was interrupted", e, null, true);
    }
    writeBlocking(request, response, success, failure);
  }

  private void writeBlocking(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String json,
      @Nullable Throwable failure) {
    try {
      write(response, json, failure);
    } catch (IOException e) { // Payara would print it.
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
    }
    finish(request);
  }

  /** Completes a request that went on, after its body had come late, outside any dispatch. */
  static void finish(HttpServletRequest request) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().complete();
    }
  }

  static LiveblocksTimeoutException timeout() {
    return new LiveblocksTimeoutException("the call to Liveblocks did not end", null);
  }

  void write(HttpServletResponse response, @Nullable String json, @Nullable Throwable failure)
      throws IOException {
    if (json != null) {
      ResponseWriter.json(response, json);
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RequestRejectedException rejection) {
      write(response, rejection);
      return;
    }
    LiveblocksException known =
        cause instanceof LiveblocksException expected
            ? expected
            : new LiveblocksUnavailableException("the call to Liveblocks broke", cause, null, true);
    ErrorResponse error = ErrorResponse.of(known);
    log(error, known);
    if (error == ErrorResponse.UPSTREAM_UNAVAILABLE) {
      response.setHeader("Retry-After", Integer.toString(ErrorResponse.retryAfterSeconds(known)));
    }
    ResponseWriter.error(response, error, error.reason());
  }

  private void log(ErrorResponse error, LiveblocksException failure) {
    boolean rejectedKey = error == ErrorResponse.SECRET_KEY_REJECTED;
    throttle.log(
        rejectedKey ? Level.ERROR : Level.WARNING,
        error.code(),
        () ->
            "%s responded %d %s: %s%s"
                .formatted(
                    name,
                    error.status(),
                    error.code(),
                    failure.getMessage(),
                    rejectedKey
                        ? " - check the setting secretKey, and that it belongs to the project at"
                              + " the base URL"
                        : ""));
    LOG.log(Level.DEBUG, "The failure with its stack trace", failure);
  }
}
