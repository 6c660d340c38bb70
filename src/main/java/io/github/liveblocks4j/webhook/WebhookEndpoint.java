package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.RotatingSecret;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.webhook.WebhookHandler.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a delivery, on the request's thread: verify the raw bytes, read the event, claim it,
 * have it handled. Thread-safe.
 *
 * @param log throttled, since clients can send forged deliveries at will
 */
record WebhookEndpoint(
    String name,
    RotatingSecret<WebhookVerifier> secret,
    DeliveryLog deliveries,
    WebhookHandler handler,
    LogThrottle log)
    implements JsonEndpoint.Handler {

  private static final String SUCCESS = "{}";

  @Override
  public CompletableFuture<String> handle(HttpServletRequest request, byte[] body)
      throws RequestRejectedException {
    String id = verifiedId(request, secret.current(), body);
    Delivery delivery = new Delivery(id, event(body));
    switch (claim(id)) {
      case CLAIMED -> handle(delivery);
      case IN_PROGRESS -> throw new RequestRejectedException(ErrorResponse.IN_PROGRESS);
      case COMPLETED -> {}
    }
    return CompletableFuture.completedFuture(SUCCESS);
  }

  @Override
  public void check(HttpServletRequest request) throws RequestRejectedException {
    var unused = verifiedId(request, secret.value(), null);
  }

  /** Returns the id of a delivery that is signed, or, without its body, may be. */
  private String verifiedId(
      HttpServletRequest request, WebhookVerifier verifier, byte @Nullable [] body)
      throws RequestRejectedException {
    String id = request.getHeader(WebhookVerifier.ID_HEADER);
    try {
      verifier.requireSigned(
          id,
          request.getHeader(WebhookVerifier.TIMESTAMP_HEADER),
          request.getHeader(WebhookVerifier.SIGNATURE_HEADER),
          body);
      return id;
    } catch (InvalidWebhookException e) {
      log.log(
          Level.WARNING,
          "invalid_signature: " + e.getMessage(),
          () ->
              "%s rejected a delivery: %s. It is forged, or the setting webhookSecret is not the secret of this webhook in the Liveblocks dashboard, or the clock is wrong, or a filter or proxy in front changes the body"
                  .formatted(name, e.getMessage()));
      throw new RequestRejectedException(ErrorResponse.INVALID_SIGNATURE);
    }
  }

  private static WebhookEvent event(byte[] body) throws RequestRejectedException {
    try {
      return EventReader.read(body);
    } catch (InvalidWebhookException e) {
      throw new RequestRejectedException(
          ErrorResponse.INVALID_REQUEST, "The body is not an event of Liveblocks.");
    }
  }

  private DeliveryLog.Claim claim(String id) throws RequestRejectedException {
    try {
      return deliveries.claim(id);
    } catch (RuntimeException | Error e) {
      throw failed(e);
    }
  }

  private void handle(Delivery delivery) throws RequestRejectedException {
    try {
      handler.handle(delivery);
    } catch (Exception | Error e) {
      // Errors too: Liveblocks sends it again, perhaps to a server that has the missing class.
      note(() -> deliveries.release(delivery.id()));
      throw failed(e);
    }
    note(() -> deliveries.complete(delivery.id()));
  }

  private static RequestRejectedException failed(Throwable cause) {
    return new RequestRejectedException(ErrorResponse.HANDLER_FAILED, cause);
  }

  /** The response stays what the handler made of it, though the delivery may be handled again. */
  private void note(Runnable outcome) {
    try {
      outcome.run();
    } catch (RuntimeException | Error e) {
      log.log(
          Level.ERROR,
          "delivery_log",
          () ->
              "%s: the DeliveryLog %s failed; a delivery may be handled again"
                  .formatted(name, deliveries.getClass().getName()),
          e);
    }
  }
}
