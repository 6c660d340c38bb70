package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reports each request to one endpoint when it has ended: a line in the log at DEBUG, another where
 * it failed, and an event for the application's listener. Thread-safe once the endpoint has
 * started.
 */
final class RequestReports {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final String KEY_REMEDY =
      " - check the setting secretKey, and that it belongs to the project at the base URL";

  private final String name;
  private final String kind;
  private final LogThrottle throttle;
  private final AtomicBoolean warnedOfBlocking = new AtomicBoolean();
  private @Nullable LiveblocksListener listener;

  /**
   * Reports to the log alone.
   *
   * @param name of the endpoint in the log
   * @param throttle where failures are logged: many requests can meet the same one
   */
  RequestReports(String name, EndpointKind kind, LogThrottle throttle) {
    this.name = name;
    this.kind = kind.toString();
    this.throttle = throttle;
  }

  /** Reports to a listener from now on, too. */
  void listen(@Nullable LiveblocksListener listener) {
    this.listener = listener;
  }

  void ended(String code, int status, Duration total, Duration inApplication) {
    if (listener != null) {
      listener.onRequest(new RequestEvent(kind, code, status, total, inApplication));
    }
    try {
      LOG.log(
          Level.DEBUG,
          () ->
              "%s: %s, status %s, %s ms (%s in the application)"
                  .formatted(name, code, status, total.toMillis(), inApplication.toMillis()));
    } catch (RuntimeException | Error e) {
      // A log handler that fails is no failure of the request.
    }
  }

  /** Logs what a request was rejected for, where it is no decision of the endpoint. */
  void rejected(RequestRejectedException rejection) {
    ErrorResponse error = rejection.error();
    Throwable cause = rejection.getCause();
    if (cause == null) {
      return; // The report says it.
    }
    boolean upstream =
        cause instanceof LiveblocksException || error == ErrorResponse.UPSTREAM_UNAVAILABLE;
    String why =
        cause instanceof LiveblocksException || cause instanceof MisconfiguredException
            ? cause.getMessage()
            : upstream ? cause.toString() : "code of the application failed";
    boolean ofOperator = error == ErrorResponse.SECRET_KEY_REJECTED;
    throttle.log(
        upstream && !ofOperator ? Level.WARNING : Level.ERROR,
        error.code(),
        () ->
            "%s responded %s %s: %s%s"
                .formatted(name, error.status(), error.code(), why, ofOperator ? KEY_REMEDY : ""),
        upstream ? null : cause);
    if (upstream) {
      LOG.log(Level.DEBUG, "The failure with its stack trace", cause);
    }
  }

  void warnOfBlocking() {
    if (warnedOfBlocking.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          () ->
              "%s blocks a request thread for every request: a filter in front of it, or the servlet itself, does not support async. Add <async-supported>true</async-supported> to each of them, or accept it with the setting async=false"
                  .formatted(name));
    }
  }
}
