package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.LogThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request its one response; no thread of the container waits for it where the container
 * and the filters in front support async. Also the only place that logs why a request failed.
 */
public final class ResponseSender {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final String name;
  private final boolean async;
  private final LogThrottle throttle;
  private final AtomicBoolean warnedOfBlocking = new AtomicBoolean();
  private volatile boolean closing;

  /**
   * Creates a sender.
   *
   * @param name of the endpoint, for the log
   * @param async whether to release the request's thread while waiting for the response
   * @param throttle where failures are logged: many requests can meet the same one
   */
  public ResponseSender(String name, boolean async, LogThrottle throttle) {
    this.name = name;
    this.async = async;
    this.throttle = throttle;
  }

  /** From now on responses are sent at once: a container that stops runs nothing more for us. */
  void close() {
    closing = true;
  }

  /** Sends the JSON, or the response for what it failed with: at once when it is there. */
  void send(
      CompletableFuture<String> json, HttpServletRequest request, HttpServletResponse response) {
    if (!json.isDone() && async) {
      if (request.isAsyncSupported()) {
        AsyncResponse pending = new AsyncResponse(request, response);
        var unused =
            json.whenComplete(
                (success, failure) ->
                    pending.write(() -> write(response, success, failure), closing));
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
    write(response, success, failure);
  }

  private void warnOfBlocking() {
    if (warnedOfBlocking.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s blocks a request thread for every request: a filter in front of it, or the servlet itself, does not support async. Add <async-supported>true</async-supported> to each of them, or accept it with the setting async=false"
                  .formatted(name));
    }
  }

  /** Rejects a request whose body has been read. */
  void reject(HttpServletResponse response, RequestRejectedException rejection) {
    write(response, null, rejection);
  }

  /**
   * Rejects a request whose body has not been read, or not all of it. Before it ends such a request
   * Tomcat waits for the rest, in the request's thread; it does not if the request is asynchronous.
   */
  void rejectUnread(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestRejectedException rejection) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      response.setHeader("Connection", "close");
    }
    if (request.isAsyncSupported()) {
      new AsyncResponse(request, response).write(() -> reject(response, rejection), true);
    } else {
      reject(response, rejection);
    }
  }

  private void write(
      HttpServletResponse response, @Nullable String json, @Nullable Throwable failure) {
    try {
      if (json != null) {
        write(response, HttpServletResponse.SC_OK, json);
      } else {
        writeError(response, rejection(failure));
      }
    } catch (IOException | RuntimeException e) {
      // The client has gone, or the container has recycled the response.
      LOG.log(Level.DEBUG, "Client disconnected before the response was written", e);
    }
  }

  private RequestRejectedException rejection(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException || failure instanceof ExecutionException
            ? failure.getCause()
            : failure;
    if (cause instanceof RequestRejectedException rejection) {
      log(rejection);
      return rejection;
    }
    LiveblocksException call = cause instanceof LiveblocksException known ? known : null;
    ErrorResponse error =
        call == null ? ErrorResponse.UPSTREAM_UNAVAILABLE : ErrorResponse.of(call);
    log(error, call == null ? String.valueOf(cause) : call.getMessage(), cause);
    return error == ErrorResponse.UPSTREAM_UNAVAILABLE
        ? new RequestRejectedException(error, retryAfter(call))
        : new RequestRejectedException(error);
  }

  private static Duration retryAfter(@Nullable LiveblocksException call) {
    return call == null ? RETRY_AFTER : call.retryAfter().orElse(RETRY_AFTER);
  }

  private void log(RequestRejectedException rejection) {
    ErrorResponse error = rejection.error();
    if (rejection.getCause() == null) {
      LOG.log(Level.DEBUG, () -> "%s rejected a request: %s".formatted(name, error.code()));
      return;
    }
    throttle.log(
        Level.ERROR,
        error.code(),
        () ->
            "%s responded %d %s: code of the application failed"
                .formatted(name, error.status(), error.code()),
        rejection.getCause());
  }

  private void log(ErrorResponse error, @Nullable String message, @Nullable Throwable failure) {
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
                    message,
                    rejectedKey
                        ? " - check the setting secretKey, and that it belongs to the project at"
                            + " the base URL"
                        : ""));
    LOG.log(Level.DEBUG, "The failure with its stack trace", failure);
  }

  /** Writes an error, by hand: a server without a JSON provider gets the response that says so. */
  static void writeError(HttpServletResponse response, RequestRejectedException rejection)
      throws IOException {
    ErrorResponse error = rejection.error();
    rejection
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(seconds(wait))));
    write(
        response,
        error.status(),
        "{\"error\":%s,\"reason\":%s,\"code\":%s}"
            .formatted(quote(error.error()), quote(rejection.reason()), quote(error.code())));
  }

  /** Returns whole seconds, 1 to 60, rounded up. */
  private static long seconds(Duration retryAfter) {
    return Math.max(1, Math.min(retryAfter.plusNanos(999_999_999).toSeconds(), 60));
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

  /** Returns a JSON string (RFC 8259, 7), ASCII only. */
  private static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        json.append(c);
      } else {
        json.append("\\u%04x".formatted((int) c));
      }
    }
    return json.append('"').toString();
  }
}
