package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.RawRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that come late, in pieces, never, or without end. */
@Timeout(60)
class WebhookBodyTest {

  private static final int MAX_BYTES = 1024 * 1024;

  private final List<Delivery> handled = new CopyOnWriteArrayList<>();

  private static String length(WebhookDelivery delivery) {
    return "Content-Length: " + delivery.body().getBytes(StandardCharsets.UTF_8).length;
  }

  private static WebhookDelivery ofSize(int bytes) {
    String head = "{\"type\":\"new\",\"data\":{\"text\":\"";
    return WebhookApp.SIGNER.sign(head + "x".repeat(bytes - head.length() - 3) + "\"}}");
  }

  @Test
  void postWhenTheBodyComesInPiecesThenItsRawBytesAreVerified() throws IOException {
    WebhookDelivery delivery =
        WebhookApp.SIGNER.sign("{\"type\":\"new\", \"data\":{\"a\":\"é\ud83d\ude00\"}} \n");
    int half = delivery.body().length() / 2;
    try (WebhookApp app = WebhookApp.start(handled::add, "bodyTimeout", "20s");
        RawRequest request = app.head(delivery, length(delivery))) {
      request.awaitNoResponse().send(delivery.body().substring(0, half));
      request.awaitNoResponse().send(delivery.body().substring(half));

      assertThat(request.response()).startsWith("HTTP/1.1 200");
      assertThat(handled).hasSize(1);
    }
  }

  @Test
  void postWhenTheBodyNeverComesThenTimesOut() throws IOException {
    WebhookDelivery delivery = WebhookApp.comment();
    try (WebhookApp app = WebhookApp.start(handled::add, "bodyTimeout", "300ms");
        RawRequest request = app.head(delivery, length(delivery))) {
      request.send("{");

      assertThat(request.response()).startsWith("HTTP/1.1 408").contains("request_timeout");
      assertThat(handled).isEmpty();
      assertThat(app.status(delivery)).isEqualTo(200);
    }
  }

  @Test
  void postWhenHundredsAreSlowThenOthersAreHandledAtOnce() throws IOException {
    WebhookDelivery slow = WebhookApp.comment();
    List<RawRequest> requests = new ArrayList<>();
    try (WebhookApp app = WebhookApp.start(handled::add, "bodyTimeout", "30s")) {
      for (int i = 0; i < 300; i++) {
        requests.add(app.head(slow, length(slow)).send("{"));
      }
      for (int i = 0; i < 5; i++) {
        for (RawRequest each : requests) {
          each.send(" ");
        }
        assertThat(app.status(WebhookApp.comment())).isEqualTo(200);
      }
      assertThat(handled).hasSize(5);
    } finally {
      for (RawRequest each : requests) {
        each.close();
      }
    }
  }

  @Test
  void postWhenTheBodyIsAsLargeAsItMayBeThenIsHandled() throws IOException {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      assertThat(app.status(ofSize(MAX_BYTES))).isEqualTo(200);
      WebhookDelivery larger = ofSize(MAX_BYTES + 1);
      // Only the head: whoever still sends when the server closes the connection may miss the
      // response.
      try (RawRequest request = app.head(larger, length(larger))) {
        assertThat(request.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
      }
      assertThat(handled).hasSize(1);
    }
  }

  @Test
  void postWhenTheSettingSaysLessThenLargerBodiesAreRejected() {
    try (WebhookApp app = WebhookApp.start(handled::add, "maxBodyBytes", "1000")) {
      assertThat(app.status(ofSize(1_000))).isEqualTo(200);
      assertThat(app.post(ofSize(1_001)).body()).contains("\"request_too_large\"");
    }
  }

  @Test
  void postWhenChunksHaveNoEndThenIsRejectedAtTheLimit() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (WebhookApp app = WebhookApp.start(handled::add, "bodyTimeout", "20s");
        RawRequest request = app.head(WebhookApp.comment(), "Transfer-Encoding: chunked")) {
      for (int i = 0; i < MAX_BYTES / 0x10000; i++) {
        request.send(chunk);
      }
      request.awaitNoResponse().send("1\r\nx\r\n");

      assertThat(request.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
    }
  }
}
