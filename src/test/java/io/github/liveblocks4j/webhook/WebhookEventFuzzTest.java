package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import java.nio.charset.StandardCharsets;

/** Fuzzes the body of a delivery: an event of some kind, or one exception. */
class WebhookEventFuzzTest {

  @FuzzTest
  void parse(byte[] bytes) {
    // One character a byte, so that bytes which are not UTF-8 stay.
    byte[] body =
        FuzzInput.withSecrets(new String(bytes, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    WebhookEvent event;
    try {
      event = EventReader.read(body);
    } catch (InvalidWebhookException e) {
      assertThat(Secrets.leakIn(e.toString())).isEmpty();
      return;
    }
    assertThat(event.json()).isEqualTo(new String(body, StandardCharsets.UTF_8));
    assertThat(event.type()).isNotNull();
    if (!(event instanceof WebhookEvent.Unknown)) {
      assertThat(event.projectId()).isNotNull();
    }
    if (event instanceof RoomEvent) {
      assertThat(event.roomId()).isNotNull();
    }
    assertThat(event.payload().toString())
        .hasSizeLessThan(1_100)
        .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
  }
}
