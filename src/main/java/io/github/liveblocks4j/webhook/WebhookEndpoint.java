package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The flow of a delivery: verify the raw bytes, read the event, hand it over. Thread-safe.
 *
 * @param name of the endpoint, for the log
 * @param verifier the one that knows the secrets of now
 * @param throttle strangers can send at will
 */
record WebhookEndpoint(
    String name,
    Supplier<WebhookVerifier> verifier,
    DeliveryDispatcher dispatcher,
    WebhookHandler handler,
    LogThrottle throttle)
    implements JsonEndpoint.Handler {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  @Override
  public CompletableFuture<String> handle(HttpServletRequest request, byte[] body)
      throws RequestRejectedException {
    String id = request.getHeader(WebhookVerifier.ID_HEADER);
    WebhookVerification result =
        verifier
            .get()
            .verify(
                id,
                request.getHeader(WebhookVerifier.TIMESTAMP_HEADER),
                request.getHeader(WebhookVerifier.SIGNATURE_HEADER),
                body);
    if (!result.isVerified()) {
      log(result);
      throw new RequestRejectedException(ErrorResponse.INVALID_SIGNATURE);
    }
    Delivery delivery = new Delivery(id, event(body));
    return dispatcher.dispatch(id, () -> handler.handle(delivery));
  }

  private void log(WebhookVerification result) {
    LOG.log(Level.DEBUG, () -> "%s rejected a delivery: %s".formatted(name, result));
    throttle.log(
        Level.WARNING,
        "invalid_signature_" + result,
        () ->
            "%s rejected a delivery: %s. It is forged, or the setting webhookSecret is not the secret of this webhook in the Liveblocks dashboard, or the clock is wrong, or something in front changes the body"
                .formatted(name, result));
  }

  private static WebhookEvent event(byte[] body) throws RequestRejectedException {
    try {
      return WebhookEvent.parse(body);
    } catch (InvalidWebhookException e) {
      throw new RequestRejectedException(
          ErrorResponse.INVALID_REQUEST, "The body is not an event of Liveblocks.");
    }
  }
}
