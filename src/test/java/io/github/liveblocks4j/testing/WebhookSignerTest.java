package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.Records;
import io.github.liveblocks4j.webhook.NotificationEvent;
import io.github.liveblocks4j.webhook.WebhookEvent;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final WebhookSigner signer = WebhookSigner.of(SECRET);

  @Test
  void signWhenOfTheSpecificationThenItsVector() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC);
    String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    for (String secret : List.of(SECRET, SECRET.substring("whsec_".length()))) {
      assertThat(WebhookSigner.of(secret).clock(clock).sign(id, "{\"test\": 2432232314}").headers())
          .isEqualTo(
              Map.of(
                  "webhook-id", id,
                  "webhook-timestamp", "1614265330",
                  "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }
  }

  @Test
  void signWhenCalledTwiceThenIdsDiffer() {
    WebhookDelivery first = signer.sign("{}");

    assertThat(first.id()).startsWith("msg_").isNotEqualTo(signer.sign("{}").id());
    assertThat(first).hasToString("WebhookDelivery[id=" + first.id() + "]");
  }

  /** A sample of every type can be read, and there is one for every record. */
  @Test
  void eventWhenTypeIsKnownThenItIsComplete() {
    String types =
        """
        storageUpdated ydocUpdated roomCreated roomDeleted userEntered userLeft notification
        threadCreated threadDeleted threadMetadataUpdated threadMarkedAsResolved
        threadMarkedAsUnresolved commentCreated commentEdited commentDeleted commentReactionAdded
        commentReactionRemoved commentMetadataUpdated\
        """;
    Set<Class<?>> sampled = Records.of(NotificationEvent.class); // One type, many kinds.
    for (String type : types.split("\\s", -1)) {
      WebhookEvent event = WebhookEvent.parse(signer.event(type, Map.of()).body());
      assertThat(event).isNotInstanceOf(WebhookEvent.Unknown.class);
      assertThat(event.type()).isEqualTo(type);
      sampled.add(event.getClass());
    }
    sampled.add(WebhookEvent.Unknown.class);

    assertThat(sampled)
        .as("sampled by the types above and by SampleEvents")
        .isEqualTo(Records.of(WebhookEvent.class));
  }

  @Test
  void eventWhenKindIsGivenThenTheNotificationHasWhatBelongsToIt() {
    assertThat(notification("thread")).isInstanceOf(NotificationEvent.UnreadThread.class);
    assertThat(notification("textMention")).isInstanceOf(NotificationEvent.TextMention.class);
    assertThat(notification("$order")).isInstanceOf(NotificationEvent.Custom.class);
    assertThat(notification("poke")).isInstanceOf(WebhookEvent.Unknown.class);
  }

  private WebhookEvent notification(String kind) {
    return WebhookEvent.parse(signer.event("notification", Map.of("kind", kind)).body());
  }

  @Test
  void eventWhenTypeIsUnknownThenItHasWhatIsGiven() {
    assertThat(signer.event("roomRenamed", Map.of("newId", "x")).body())
        .isEqualTo(
            "{\"type\":\"roomRenamed\",\"data\":{\"projectId\":\"my-project\",\"newId\":\"x\"}}");
  }

  @Test
  void eventWhenMemberHasNoJsonFormThenRejected() {
    assertThatThrownBy(() -> signer.event("roomCreated", Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_*"})
  void ofWhenNotASecretThenRejected(String secret) {
    assertThatThrownBy(() -> WebhookSigner.of(secret)).isInstanceOf(IllegalArgumentException.class);
  }

  /** WebhooksChapterTest posts to endpoints that verify. */
  @Test
  void postToWhenSentThenTheBodyIsDeclaredAsJson() {
    try (FakeLiveblocks fake = FakeLiveblocks.start()) {
      signer.sign("{}").postTo(fake.baseUrl());

      assertThat(fake.requests().get(0).header("Content-Type")).hasValue("application/json");
    }
  }

  @Test
  void postToWhenNobodyListensThenThrows() {
    FakeLiveblocks closed = FakeLiveblocks.start();
    closed.close();

    assertThatThrownBy(() -> signer.sign("{}").postTo(closed.baseUrl()))
        .isInstanceOf(UncheckedIOException.class);
  }
}
