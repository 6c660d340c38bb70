package io.github.liveblocks4j.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a delivery that is forged, too old, or not an event of Liveblocks. Respond with 401 or
 * 400, and log the message: it says which check failed, and quotes neither the body nor a header or
 * secret. A response should not contain it.
 */
public final class InvalidWebhookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidWebhookException(String message) {
    this(message, null);
  }

  InvalidWebhookException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
