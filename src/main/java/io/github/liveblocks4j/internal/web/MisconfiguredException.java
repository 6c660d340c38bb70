package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;

/**
 * Says that the endpoint cannot work as it is set up. The message is for the log: it names the
 * setting, the source that it comes from and what is valid, and never the value of a secret.
 */
public final class MisconfiguredException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSE = 500;

  public MisconfiguredException(String message) {
    super(message);
  }

  private MisconfiguredException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates one whose message ends with what the first cause says, where readers look first. */
  public static MisconfiguredException because(String message, Throwable cause) {
    Throwable first = cause;
    // Bounded: causes of the application can go in circles.
    for (int depth = 0; depth < 20 && first.getCause() != null; depth++) {
      first = first.getCause();
    }
    return new MisconfiguredException(
        message + ": " + Masking.line(first.toString(), MAX_CAUSE), cause);
  }
}
