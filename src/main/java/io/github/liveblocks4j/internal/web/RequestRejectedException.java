package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error response. A cause is logged, and never sent. */
public final class RequestRejectedException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;

  private final ErrorResponse error;
  private final String reason;
  private final @Nullable Duration retryAfter;

  public RequestRejectedException(ErrorResponse error) {
    this(error, error.reason(), null, null);
  }

  public RequestRejectedException(ErrorResponse error, String reason) {
    this(error, reason, null, null);
  }

  /** For a limit that ends after a time. */
  public RequestRejectedException(ErrorResponse error, Duration retryAfter) {
    this(error, error.reason(), null, retryAfter);
  }

  private RequestRejectedException(
      ErrorResponse error,
      String reason,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter) {
    // Without a stack trace: clients cause rejections at will.
    super(reason, cause, false, false);
    this.error = error;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** For a user whom code of the application denies access; its reason is part of the response. */
  public static RequestRejectedException denied(@Nullable String reason) {
    return reason == null || reason.isBlank()
        ? new RequestRejectedException(ErrorResponse.ACCESS_DENIED)
        : new RequestRejectedException(
            ErrorResponse.ACCESS_DENIED, Masking.line(reason, MAX_REASON));
  }

  /** For code of the application that fails. */
  public static RequestRejectedException because(ErrorResponse error, Throwable cause) {
    return new RequestRejectedException(error, error.reason(), cause, null);
  }

  public ErrorResponse error() {
    return error;
  }

  public String reason() {
    return reason;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
