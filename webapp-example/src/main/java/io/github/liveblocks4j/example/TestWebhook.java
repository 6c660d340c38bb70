package io.github.liveblocks4j.example;

import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.servlet.ServletContext;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * Signs deliveries as Liveblocks would, with a secret of this run. Only for the embedded back ends:
 * whoever can have deliveries signed can forge them.
 */
final class TestWebhook {

  private static final int SECRET_BYTES = 32;

  private final WebhookSigner signer;

  private TestWebhook(WebhookSigner signer) {
    this.signer = signer;
  }

  /** Generates the secret, and gives it to the webhook endpoint as its setting. */
  static TestWebhook enable(ServletContext context) {
    byte[] key = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(key);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    context.setInitParameter("liveblocks.webhookSecret", secret);
    return new TestWebhook(WebhookSigner.of(secret));
  }

  WebhookDelivery commentBy(Person person, String roomId) {
    return signer.event("commentCreated", Map.of("roomId", roomId, "createdBy", person.id()));
  }
}
