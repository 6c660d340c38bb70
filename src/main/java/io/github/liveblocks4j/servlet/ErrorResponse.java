package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.errors.LiveblocksException;
import java.util.Locale;

/**
 * Every answer that is no token; the only place where a failure becomes a status.
 *
 * <p>The statuses are chosen for what the Liveblocks client makes of them. A deliberate denial has
 * one that makes it stop for good; passing trouble has one that makes it try again. The {@code
 * error} member says the same to pages that use the callback form of {@code authEndpoint}.
 */
enum ErrorResponse {
  UNAUTHENTICATED(401, "Nobody is signed in."),
  ACCESS_DENIED(403, "Access denied."),
  ORIGIN_NOT_ALLOWED(
      403,
      "Requests from this origin are not allowed: add it to the setting allowedOrigins, or let the proxy pass on the Host header."),
  INVALID_REQUEST(400, "The body must be a JSON object such as {\"room\":\"my-room\"}."),
  METHOD_NOT_ALLOWED(405, "Use POST."),
  // 413 and 415 would make the client retry for ever.
  REQUEST_TOO_LARGE(400, "The body is too large."),
  UNSUPPORTED_MEDIA_TYPE(400, "The body must be application/json in UTF-8."),
  RESOLVER_FAILED(500, "The server could not tell who is signed in; its log says why."),
  IDENTITY_REJECTED(
      422, "Liveblocks rejected what the server said about this user; the server's log says why."),
  SECRET_KEY_REJECTED(
      502, "Liveblocks rejected the server's credentials; the server's log says more."),
  UPSTREAM_UNAVAILABLE(503, "Liveblocks cannot be reached at the moment."),
  UPSTREAM_TIMEOUT(504, "Liveblocks did not answer in time."),
  UPSTREAM_INVALID(502, "Liveblocks gave an unexpected answer; the server's log says more."),
  MISCONFIGURED(
      503, "The endpoint is not configured correctly; the server's log says what to set.");

  private static final int RETRY_AFTER_SECONDS = 2;
  private static final int LONGEST_RETRY_AFTER_SECONDS = 60;

  private final int status;
  private final String reason;

  ErrorResponse(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** Which answer a failed call to Liveblocks gets. */
  static ErrorResponse of(LiveblocksException failure) {
    return switch (failure.kind()) {
      case INVALID_REQUEST -> IDENTITY_REJECTED;
      case SECRET_KEY_REJECTED -> SECRET_KEY_REJECTED;
      case REJECTED, INVALID_RESPONSE -> UPSTREAM_INVALID;
      case RATE_LIMITED, UNAVAILABLE -> UPSTREAM_UNAVAILABLE;
      case TIMEOUT -> UPSTREAM_TIMEOUT;
    };
  }

  /** Seconds for the Retry-After header of an answer that passing trouble causes. */
  static int retryAfterSeconds(LiveblocksException failure) {
    long seconds =
        failure
            .retryAfter()
            .map(wait -> wait.plusMillis(999).toSeconds())
            .orElse((long) RETRY_AFTER_SECONDS);
    return (int) Math.max(1, Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS));
  }

  int status() {
    return status;
  }

  /** What the callback protocol of the client calls it: stop, or try again. */
  String error() {
    return status < 500 ? "forbidden" : "unavailable";
  }

  /** Ours, and stable. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence for the developer of the page, who reads it in the browser's console. */
  String reason() {
    return reason;
  }
}
