package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import java.util.Locale;

/**
 * Every response that is a failure, with its status. Which of them a failed call becomes is decided
 * here too; {@link JsonEndpoint} decides it for code of the application. For a deliberate denial it
 * is one that makes the Liveblocks client stop for good; for a transient failure, or a mistake of
 * the operator, one that makes it retry. The {@code error} member says the same to pages that use
 * the callback form of {@code authEndpoint}.
 */
public enum ErrorResponse {
  UNAUTHENTICATED(401, "No user is signed in."),
  ACCESS_DENIED(403, "Access denied."),
  ORIGIN_NOT_ALLOWED(
      403,
      "Requests from this origin are not allowed: add it to the setting allowedOrigins, or let the"
          + " proxy pass on the Host header."),
  INVALID_REQUEST(400, "The body is not the JSON object expected."),
  METHOD_NOT_ALLOWED(405, "Use POST."),
  // 413 and 415 would make the client retry for ever.
  REQUEST_TOO_LARGE(400, "The body is too large."),
  UNSUPPORTED_MEDIA_TYPE(400, "The body must be application/json in UTF-8."),
  REQUEST_TIMEOUT(408, "The body did not arrive in time."),
  RATE_LIMITED(429, "Too many requests of this user."),
  RESOLVER_FAILED(500, "The server could not tell who is signed in; its log says why."),
  IDENTITY_REJECTED(
      422, "Liveblocks rejected what the server said about this user; the server's log says why."),
  SECRET_KEY_REJECTED(
      502, "Liveblocks rejected the server's credentials; the server's log says more."),
  UPSTREAM_UNAVAILABLE(503, 2, "Liveblocks cannot be reached at the moment."),
  UPSTREAM_TIMEOUT(504, "Liveblocks did not respond in time."),
  UPSTREAM_INVALID(502, "Liveblocks sent an unexpected response; the server's log says more."),
  INVALID_SIGNATURE(401, "The signature is not valid."),
  HANDLER_FAILED(500, "The event was not handled; the server's log says why."),
  IN_PROGRESS(503, 5, "This delivery is being handled already."),
  DIRECTORY_FAILED(500, "The server could not look this up; its log says why."),
  BUSY(503, 1, "Too many requests are waiting, or the application is stopping."),
  MISCONFIGURED(
      503, "The endpoint is not configured correctly; the server's log says what to set.");

  private final int status;
  private final int retryAfter;
  private final String reason;

  ErrorResponse(int status, String reason) {
    this(status, 0, reason);
  }

  ErrorResponse(int status, int retryAfter, String reason) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.reason = reason;
  }

  /** Returns the response for a failed call to Liveblocks, as of any other failure behind it. */
  static ErrorResponse of(Throwable failure) {
    if (failure instanceof LiveblocksApiException api) {
      return switch (api.status()) {
        case 400, 422 -> IDENTITY_REJECTED;
        case 401, 403 -> SECRET_KEY_REJECTED;
        case 408, 429 -> UPSTREAM_UNAVAILABLE;
        default -> api.status() < 500 ? UPSTREAM_INVALID : UPSTREAM_UNAVAILABLE;
      };
    }
    if (failure instanceof LiveblocksTimeoutException) {
      return UPSTREAM_TIMEOUT;
    }
    return failure instanceof LiveblocksProtocolException ? UPSTREAM_INVALID : UPSTREAM_UNAVAILABLE;
  }

  public int status() {
    return status;
  }

  /** In seconds, unless a rejection knows better; 0 for none. */
  int retryAfter() {
    return retryAfter;
  }

  /**
   * What the callback protocol of the client calls it: {@code forbidden} stops, else it retries.
   */
  public String error() {
    return status < 500 && status != 408 && status != 429 ? "forbidden" : "unavailable";
  }

  /** Ours, and stable. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence for the developer of the page, who reads it in the browser's console. */
  public String reason() {
    return reason;
  }
}
