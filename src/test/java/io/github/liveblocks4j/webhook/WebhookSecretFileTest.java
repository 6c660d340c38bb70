package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when a file of secrets is read again, and which are taken from it. */
class WebhookSecretFileTest {

  private static final String OLD = WebhookApp.SECRET;
  private static final String NEW = WebhookApp.OTHER_SECRET;

  @TempDir private Path directory;

  private final CapturedLog log = new CapturedLog();
  private long now = Long.MAX_VALUE - 1; // Close to an overflow, which comparisons must survive.

  @BeforeEach
  void begin() throws IOException {
    write(OLD);
  }

  @AfterEach
  void nothingOfASecretIsInTheLog() {
    log.close();
    assertThat(log.text()).doesNotContain("topsecret");
  }

  private Path path() {
    return directory.resolve("secrets");
  }

  private void write(String content) throws IOException {
    Files.writeString(path(), content);
  }

  private WebhookSecretFile open() {
    return new WebhookSecretFile(path(), () -> now);
  }

  /** Tells whether a secret is accepted after a time. */
  private boolean acceptsAfter(Duration time, WebhookSecretFile file, String secret) {
    now += time.toNanos();
    WebhookDelivery delivery = WebhookSigner.of(secret).sign("{}");
    try {
      file.get()
          .requireSigned(
              delivery.headers().get("webhook-id"),
              delivery.headers().get("webhook-timestamp"),
              delivery.headers().get("webhook-signature"),
              delivery.body().getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (InvalidWebhookException e) {
      return false;
    }
  }

  @Test
  void getWhenTheFileHasChangedThenItsSecretsAreTakenWithinASecond() throws IOException {
    WebhookSecretFile file = open();
    write(NEW + "\n");

    assertThat(acceptsAfter(Duration.ofMillis(999), file, NEW)).isFalse();
    assertThat(acceptsAfter(Duration.ofMillis(1), file, NEW)).isTrue();
    assertThat(acceptsAfter(Duration.ZERO, file, OLD)).isFalse();
    assertThat(log.at(Level.INFO)).singleElement().asString().contains("Webhook secrets replaced");
    assertThat(acceptsAfter(Duration.ofMinutes(1), file, NEW)).isTrue();
    assertThat(log.at(Level.INFO)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "whsec_", "\"" + NEW + "\"", "topsecret", NEW + ",whsec_"})
  void getWhenTheFileHoldsNoSecretsThenTheOldOnesStayAndOneWarningIsLogged(String content)
      throws IOException {
    WebhookSecretFile file = open();
    write(content);
    for (int i = 0; i < 5; i++) {
      assertThat(acceptsAfter(Duration.ofSeconds(1), file, OLD)).isTrue();
    }

    assertThat(log.at(Level.WARNING)).singleElement().asString().contains("has no usable secrets");
    write(NEW);
    assertThat(acceptsAfter(Duration.ofSeconds(1), file, NEW)).isTrue();
  }

  @Test
  void getWhenTheFileIsGoneThenTheOldSecretsStay() throws IOException {
    WebhookSecretFile file = open();
    Files.delete(path());

    assertThat(acceptsAfter(Duration.ofSeconds(1), file, OLD)).isTrue();
    assertThat(log.text()).contains("NoSuchFileException");
  }

  @Test
  void openWhenTheFileHoldsNoSecretThenSaysWhy() throws IOException {
    write("");
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no webhook secret");
    write("topsecret".repeat(1_000));
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger than")
        .hasMessageNotContaining("topsecret");
  }
}
