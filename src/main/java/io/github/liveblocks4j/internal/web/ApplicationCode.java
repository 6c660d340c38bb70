package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls what the application wrote, and turns what it throws into the response for it. */
public final class ApplicationCode {

  private static final int MAX_REASON = 300;

  private ApplicationCode() {}

  /**
   * Calls code of the application, or what can fail for what it said: a user info that cannot be
   * written, for example.
   *
   * @param denial by which the application denies access; its message is the response's reason
   * @param failure the response to everything else that is thrown
   */
  public static <T> T call(
      Class<? extends RuntimeException> denial, ErrorResponse failure, Callable<T> code)
      throws RequestRejectedException {
    try {
      return code.call();
    } catch (Exception | Error e) {
      // Errors too: an old WAR can lack a class that only this code needs.
      throw denial.isInstance(e)
          ? denied(e.getMessage())
          : new RequestRejectedException(failure, failure.reason(), e);
    }
  }

  private static RequestRejectedException denied(@Nullable String reason) {
    return new RequestRejectedException(
        ErrorResponse.ACCESS_DENIED,
        reason == null || reason.isBlank()
            ? ErrorResponse.ACCESS_DENIED.reason()
            : Masking.line(reason, MAX_REASON));
  }
}
