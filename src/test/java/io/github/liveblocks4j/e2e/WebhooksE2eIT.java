package io.github.liveblocks4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import jakarta.json.JsonArray;
import java.util.ArrayList;
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
    List<String> secrets = new ArrayList<>();
    List<WebhookDelivery> deliveries = new ArrayList<>();
    List<Map<String, Object>> questions = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      String secret = secret();
      WebhookDelivery delivery = WebhookSigner.of(secret).sign(body());
      secrets.add(secret);
      deliveries.add(delivery);
      questions.add(
          Map.of(
              "secret", secret,
              "id", delivery.id(),
              "seconds", Long.valueOf(timestamp(delivery)),
              "body", delivery.body()));
    }

    JsonArray signatures;
    try (Json json = new Json();
        ChildProcess oracle = new ChildProcess("node", "webhooks-oracle.mjs")) {
      String line = oracle.ask(json.writeAny("questions", questions));
      signatures = Objects.requireNonNull(json.read(line, JsonArray.class));
    }

    for (int i = 0; i < CASES; i++) {
      WebhookDelivery delivery = deliveries.get(i);
      String signature = signatures.getString(i);
      assertThat(delivery.headers()).as(delivery.body()).containsValue(signature);
      assertThat(
              WebhookVerifier.of(secret(), secrets.get(i))
                  .verify(
                      delivery.id(),
                      timestamp(delivery),
                      signature,
                      delivery.body().getBytes(UTF_8))
                  .json())
          .isEqualTo(delivery.body());
    }
  }

  private static String timestamp(WebhookDelivery delivery) {
    return Objects.requireNonNull(delivery.headers().get(WebhookVerifier.TIMESTAMP_HEADER));
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
