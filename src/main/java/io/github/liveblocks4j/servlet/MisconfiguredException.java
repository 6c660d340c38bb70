package io.github.liveblocks4j.servlet;

import org.jspecify.annotations.Nullable;

/**
 * The endpoint cannot work as it is set up. The message is for the log: it names the setting, the
 * door through which it came and what is valid, and never the value of a secret.
 */
final class MisconfiguredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MisconfiguredException(String message) {
    this(message, null);
  }

  MisconfiguredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
