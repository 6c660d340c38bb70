package io.github.liveblocks4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import jakarta.json.JsonArray;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our signatures of deliveries are those of the reference implementation of Standard Webhooks. */
@Tag("e2e")
class WebhooksE2eIT {

  private static final int CASES = 200;

  private final Random random = new Random(20_261_125L);

  @Test
  void signWhenTheReferenceSignsTooThenSignaturesAreTheSame() {
    try (Json json = new Json();
        ChildProcess oracle = new ChildProcess("node", "webhooks-oracle.mjs")) {
      for (int i = 0; i < CASES; i++) {
        String secret = secret();
        WebhookDelivery delivery = WebhookSigner.of(secret).sign(body());
        String timestamp =
            Objects.requireNonNull(delivery.headers().get(WebhookVerifier.TIMESTAMP_HEADER));
        Map<String, Object> question =
            Map.of(
                "secret", secret,
                "id", delivery.id(),
                "seconds", Long.valueOf(timestamp),
                "body", delivery.body());

        String line = oracle.ask(json.writeAny("questions", List.of(question)));

        JsonArray signatures = json.read(line, JsonArray.class);
        String signature = Objects.requireNonNull(signatures).getString(0);
        assertThat(delivery.headers()).as(delivery.body()).containsValue(signature);
        assertThat(
                WebhookVerifier.of(secret(), secret)
                    .verify(delivery.id(), timestamp, signature, delivery.body().getBytes(UTF_8))
                    .json())
            .isEqualTo(delivery.body());
      }
    }
  }

  /** Of a length that Standard Webhooks allows. */
  private String secret() {
    byte[] key = new byte[24 + random.nextInt(41)];
    random.nextBytes(key);
    return (random.nextBoolean() ? "whsec_" : "") + Base64.getEncoder().encodeToString(key);
  }

  private String body() {
    String alphabet = "ab .,é😀爱\u2028/<>&";
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return "{\"type\": \"x\", \"data\":  \"" + text + "\"}";
  }
}
