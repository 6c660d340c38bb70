package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.Masking;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error response. A cause is logged, and never sent. */
public final class RequestRejectedException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ErrorResponse error;
  private final String reason;
  private final @Nullable Duration retryAfter;

  public RequestRejectedException(ErrorResponse error) {
    this(error, error.reason(), null, null);
  }

  public RequestRejectedException(ErrorResponse error, String reason) {
    this(error, reason, null, null);
  }

  public RequestRejectedException(ErrorResponse error, Duration retryAfter) {
    this(error, error.reason(), null, retryAfter);
  }

  /**
   * Creates one.
   *
   * @param reason is sent: one line, without secrets
   */
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

  public static RequestRejectedException because(ErrorResponse error, Throwable cause) {
    return new RequestRejectedException(error, error.reason(), cause, null);
  }

  /** For a call to Liveblocks that failed. */
  static RequestRejectedException ofCall(Throwable failure) {
    ErrorResponse error = ErrorResponse.of(failure);
    Duration retryAfter =
        failure instanceof LiveblocksException call
            ? call.retryAfter().orElse(RETRY_AFTER)
            : RETRY_AFTER;
    return new RequestRejectedException(
        error,
        error.reason(),
        failure,
        error == ErrorResponse.UPSTREAM_UNAVAILABLE ? retryAfter : null);
  }

  public ErrorResponse error() {
    return error;
  }

  public String reason() {
    return reason;
  }

  /** Returns whole seconds, 1 to 60, rounded up. */
  Optional<Long> retryAfterSeconds() {
    return Optional.ofNullable(retryAfter)
        .map(wait -> Math.max(1, Math.min(wait.plusNanos(999_999_999).toSeconds(), 60)));
  }

  /** Returns the body, made by hand: it is also the one of a server without a JSON provider. */
  String json() {
    // No reason has control characters.
    return "{\"error\":\"%s\",\"reason\":\"%s\",\"code\":\"%s\"}"
        .formatted(error.error(), reason.replace("\\", "\\\\").replace("\"", "\\\""), error.code());
  }
}
