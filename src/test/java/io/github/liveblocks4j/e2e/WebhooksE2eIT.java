package io.github.liveblocks4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.InvalidWebhookException;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deliveries that the reference implementation of Standard Webhooks signs, verified by us, and the
 * other way around.
 */
@Tag("e2e")
class WebhooksE2eIT {

  private static final int CASES = 200;
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.999Z");

  private final Random random = new Random(20_261_125L);
  private final Json json = new Json();
  private final ChildProcess oracle = new ChildProcess("node", "webhooks-oracle.mjs");

  @AfterEach
  void close() {
    oracle.close();
    json.close();
  }

  /** Returns the oracle's responses, in the order of the questions. */
  private JsonArray ask(List<Map<String, Object>> questions) {
    JsonArray responses =
        json.read(oracle.ask(json.writeAny("questions", questions)), JsonArray.class);
    return Objects.requireNonNull(responses);
  }

  @Test
  void verifyWhenNodeSignedThenVerified() {
    List<String> secrets = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    List<Map<String, Object>> questions = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      secrets.add(secret());
      bodies.add(body());
      questions.add(
          Map.of(
              "about", "signature",
              "secret", secrets.get(i),
              "id", "msg_" + i,
              "seconds", NOW.getEpochSecond(),
              "body", bodies.get(i)));
    }

    JsonArray signatures = ask(questions);

    for (int i = 0; i < CASES; i++) {
      WebhookVerifier verifier =
          WebhookVerifier.of(secret(), secrets.get(i)).clock(Clock.fixed(NOW, ZoneOffset.UTC));
      String signature = ((JsonString) signatures.get(i)).getString();
      String timestamp = Long.toString(NOW.getEpochSecond());
      String id = "msg_" + i;
      byte[] body = bodies.get(i).getBytes(UTF_8);
      assertThat(verifier.verify(id, timestamp, signature, body).json())
          .as("%s of %s", signature, bodies.get(i))
          .isEqualTo(bodies.get(i));
      byte[] altered = (bodies.get(i) + " ").getBytes(UTF_8);
      assertThatThrownBy(() -> verifier.verify(id, timestamp, signature, altered))
          .isInstanceOf(InvalidWebhookException.class)
          .hasMessageStartingWith("no v1 signature fits");
    }
  }

  @Test
  void signWhenNodeVerifiesThenVerified() {
    List<Map<String, Object>> questions = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      String secret = secret();
      WebhookDelivery delivery = WebhookSigner.of(secret).sign(body());
      String body = i % 2 == 0 ? delivery.body() : delivery.body() + " ";
      questions.add(
          Map.of(
              "about",
              "isVerified",
              "secret",
              secret,
              "headers",
              delivery.headers(),
              "body",
              body));
    }

    JsonArray verified = ask(questions);

    for (int i = 0; i < CASES; i++) {
      if (i % 2 == 0) {
        assertThat(verified.get(i)).as("%s", questions.get(i)).isEqualTo(JsonValue.TRUE);
      } else {
        assertThat(verified.get(i)).asString().contains("No matching signature");
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
