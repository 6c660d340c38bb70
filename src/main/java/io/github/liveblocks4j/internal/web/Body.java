package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.Nullable;

/** A request body, or why there is none. Never in a log: pages may put anything into it. */
final class Body {

  private final byte[] bytes;
  private final @Nullable RequestRejectedException problem;
  private final @Nullable BodyReader scopeless;

  private Body(
      byte[] bytes, @Nullable RequestRejectedException problem, @Nullable BodyReader scopeless) {
    this.bytes = bytes;
    this.problem = problem;
    this.scopeless = scopeless;
  }

  static Body of(byte[] bytes) {
    return new Body(bytes, null, null);
  }

  static Body rejected(RequestRejectedException problem) {
    return new Body(new byte[0], problem, null);
  }

  /** Returns the same for a thread that has lost CDI's request scope. */
  Body withoutRequestScope(BodyReader reader) {
    return new Body(bytes, problem, reader);
  }

  byte[] bytes() throws RequestRejectedException {
    if (problem != null) {
      throw problem;
    }
    return bytes;
  }

  /** Returns what to reject the request with: for the lack of the request scope it says why. */
  RequestRejectedException explain(RequestRejectedException rejection) {
    Throwable cause = rejection.getCause();
    return scopeless == null || cause == null || !CdiBeans.isForLackOfScope(cause)
        ? rejection
        : scopeless.lost("this server has not activated CDI's request scope", "", cause);
  }
}
