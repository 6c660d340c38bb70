package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks arrive at the packaged WAR, over HTTP. */
class WebhooksIT {

  private static final String ENDPOINT = "api/liveblocks-webhook";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private RunningWar war;
  private Browser ada;

  @BeforeEach
  void start() throws Exception {
    war = RunningWar.start(Map.of("example.live", "false"));
    ada = new Browser(war.url());
    ada.signIn("ada");
  }

  @AfterEach
  void stop() {
    war.close();
  }

  private HttpResponse<String> deliver(JsonObject delivery) throws Exception {
    String[] headers =
        delivery.getJsonObject("headers").keySet().stream()
            .flatMap(name -> Stream.of(name, delivery.getJsonObject("headers").getString(name)))
            .toArray(String[]::new);
    return new Browser(war.url())
        .post(ENDPOINT, "application/json", delivery.getString("body"), headers);
  }

  private static JsonObject sign(Browser browser) throws Exception {
    return object(browser.post("api/webhooks", "application/json", ""));
  }

  @Test
  void deliverWhenSignedTwiceWithOneIdThenItIsShownOnce() throws Exception {
    JsonObject delivery = sign(ada);

    assertThat(deliver(delivery).statusCode()).isBetween(200, 299);
    assertThat(deliver(delivery).statusCode()).isBetween(200, 299);

    JsonObject shown = object(ada.get("api/webhooks"));
    assertThat(shown.getJsonArray("events")).hasSize(1);
    JsonObject event = shown.getJsonArray("events").getJsonObject(0);
    assertThat(event.getString("type")).isEqualTo("commentCreated");
    assertThat(event.getString("by")).isEqualTo("ada");
    assertThat(event.getString("id"))
        .isEqualTo(delivery.getJsonObject("headers").getString("webhook-id"));
  }

  @Test
  void deliverWhenAPageWaitsForChangesThenItLearnsOfTheWebhook() throws Exception {
    String revision = ada.get("api/rooms").headers().firstValue("Revision").orElseThrow();
    CompletableFuture<HttpResponse<String>> next = ada.nextRevision(revision);

    deliver(sign(ada));

    assertThat(next.get(20, TimeUnit.SECONDS).body()).doesNotContain(revision);
  }

  @Test
  void deliverWhenSignedWithAnotherSecretThen401AndNothingIsShown() throws Exception {
    WebhookDelivery forged =
        WebhookSigner.of(SECRET).event("commentCreated", Map.of("roomId", "example:archive"));

    assertThat(forged.postTo(war.url().resolve(ENDPOINT))).isEqualTo(401);

    assertThat(object(ada.get("api/webhooks")).getJsonArray("events")).isEmpty();
  }

  @Test
  void webhooksWhenNobodyIsSignedInThen401() throws Exception {
    Browser nobody = new Browser(war.url());

    assertThat(nobody.get("api/webhooks").statusCode()).isEqualTo(401);
    assertThat(nobody.post("api/webhooks", "application/json", "").statusCode()).isEqualTo(401);
  }

  @Test
  void webhooksWhenTheRoomIsClosedToThePersonThenTheyDoNotSeeThem() throws Exception {
    deliver(sign(ada)); // From the town square.
    ada.changeAccesses("example:town-square", "{\"everyone\":\"none\"}");

    assertThat(object(ada.get("api/webhooks")).getJsonArray("events")).isEmpty();
  }

  @Test
  void webhooksWhenThereIsARealProjectThenItsSecretCountsAndNothingIsSigned() throws Exception {
    try (FakeLiveblocks liveblocks = FakeLiveblocks.start();
        RunningWar real =
            RunningWar.start(
                Map.of(
                    "liveblocks.secretKey", liveblocks.secretKey(),
                    "liveblocks.baseUrl", liveblocks.baseUrl().toString(),
                    "liveblocks.webhookSecret", SECRET))) {
      Browser ben = new Browser(real.url());
      ben.signIn("ben");
      URI endpoint = real.url().resolve(ENDPOINT);
      WebhookSigner signer = WebhookSigner.of(SECRET);

      assertThat(ben.post("api/webhooks", "application/json", "").statusCode()).isEqualTo(404);
      assertThat(signer.event("userLeft", Map.of("roomId", "example:archive")).postTo(endpoint))
          .isBetween(200, 299);
      assertThat(signer.event("userLeft", Map.of("roomId", "other:room")).postTo(endpoint))
          .isBetween(200, 299);

      JsonObject shown = object(ben.get("api/webhooks"));
      assertThat(shown.getBoolean("canTest")).isFalse();
      assertThat(shown.getJsonArray("events")).hasSize(1);
    }
  }

  private static JsonObject object(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }
}
