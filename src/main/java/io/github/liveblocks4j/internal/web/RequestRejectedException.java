package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.Masking;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error response. A cause is logged, and never sent. */
public final class RequestRejectedException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;

  private final ErrorResponse error;
  private final int retryAfter;

  public RequestRejectedException(ErrorResponse error) {
    this(error, error.reason(), null, error.retryAfter());
  }

  /**
   * Creates one.
   *
   * @param reason is sent, masked; null or blank for the one that the response has anyway
   */
  public RequestRejectedException(ErrorResponse error, @Nullable String reason) {
    this(
        error,
        reason == null || reason.isBlank() ? error.reason() : Masking.line(reason, MAX_REASON),
        null,
        error.retryAfter());
  }

  public RequestRejectedException(ErrorResponse error, Duration retryAfter) {
    this(error, error.reason(), null, seconds(retryAfter));
  }

  /** Creates one for a failure, of a call to Liveblocks for example. */
  public RequestRejectedException(ErrorResponse error, Throwable cause) {
    this(
        error,
        error.reason(),
        cause,
        error == ErrorResponse.UPSTREAM_UNAVAILABLE
                && cause instanceof LiveblocksException call
                && call.retryAfter().isPresent()
            ? seconds(call.retryAfter().get())
            : error.retryAfter());
  }

  private RequestRejectedException(
      ErrorResponse error, String reason, @Nullable Throwable cause, int retryAfter) {
    // Without a stack trace: clients cause rejections at will.
    super(reason, cause, false, false);
    this.error = error;
    this.retryAfter = retryAfter;
  }

  /** Returns whole seconds, 1 to 60, rounded up. */
  private static int seconds(Duration wait) {
    return (int) Math.max(1, Math.min(wait.plusNanos(999_999_999).toSeconds(), 60));
  }

  public ErrorResponse error() {
    return error;
  }

  /** Returns the seconds after which the client may try again; 0 for no such header. */
  int retryAfter() {
    return retryAfter;
  }

  /** Returns the body, made by hand: it is also the one of a server without a JSON provider. */
  String json() {
    // No reason has control characters.
    String reason = Objects.requireNonNull(getMessage());
    return "{\"error\":\"%s\",\"reason\":\"%s\",\"code\":\"%s\"}"
        .formatted(error.error(), reason.replace("\\", "\\\\").replace("\"", "\\\""), error.code());
  }
}
