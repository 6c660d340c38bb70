package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.Nullable;

/** Ends the flow of a request before Liveblocks is asked. */
final class RequestRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorResponse answer;
  private final String reason;

  RequestRejectedException(ErrorResponse answer) {
    this(answer, answer.reason(), null);
  }

  RequestRejectedException(ErrorResponse answer, String reason) {
    this(answer, reason, null);
  }

  RequestRejectedException(ErrorResponse answer, String reason, @Nullable Throwable cause) {
    // No stack trace: strangers cause refusals at will, and nobody reads where.
    super(reason, cause, false, false);
    this.answer = answer;
    this.reason = reason;
  }

  ErrorResponse answer() {
    return answer;
  }

  String reason() {
    return reason;
  }
}
