package io.github.liveblocks4j.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Signals that the body of a delivery is not a JSON object with a {@code type}. Its message does
 * not quote the body.
 */
public final class InvalidWebhookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidWebhookException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
