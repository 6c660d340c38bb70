package io.github.liveblocks4j.internal.web;

import org.jspecify.annotations.Nullable;

/**
 * The endpoint cannot work as it is set up. The message is for the log: it names the setting, the
 * source that it comes from and what is valid, and never the value of a secret.
 */
public final class MisconfiguredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MisconfiguredException(String message) {
    this(message, null);
  }

  public MisconfiguredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
