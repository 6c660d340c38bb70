package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.Nullable;

/** Ends the flow of a request before Liveblocks is asked. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorAnswer answer;
  private final String reason;

  Refusal(ErrorAnswer answer) {
    this(answer, answer.reason(), null);
  }

  Refusal(ErrorAnswer answer, String reason) {
    this(answer, reason, null);
  }

  Refusal(ErrorAnswer answer, String reason, @Nullable Throwable cause) {
    // No stack trace: strangers cause refusals at will, and nobody reads where.
    super(reason, cause, false, false);
    this.answer = answer;
    this.reason = reason;
  }

  ErrorAnswer answer() {
    return answer;
  }

  String reason() {
    return reason;
  }
}
