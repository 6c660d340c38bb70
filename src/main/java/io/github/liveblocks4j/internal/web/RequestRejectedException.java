package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error response before Liveblocks is called. */
public final class RequestRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorResponse error;
  private final String reason;

  public RequestRejectedException(ErrorResponse error) {
    this(error, error.reason(), null);
  }

  public RequestRejectedException(ErrorResponse error, String reason) {
    this(error, reason, null);
  }

  public RequestRejectedException(ErrorResponse error, String reason, @Nullable Throwable cause) {
    // Without a stack trace: strangers cause rejections at will, and nobody reads where.
    super(reason, cause, false, false);
    this.error = error;
    this.reason = reason;
  }

  public ErrorResponse error() {
    return error;
  }

  public String reason() {
    return reason;
  }
}
