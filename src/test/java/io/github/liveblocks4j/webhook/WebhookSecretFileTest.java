package io.github.liveblocks4j.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which secrets are taken from a file, and when. */
class WebhookSecretFileTest {

  private static final String OLD = WebhookApp.SECRET;
  private static final String NEW = WebhookApp.OTHER_SECRET;

  @TempDir private Path directory;

  private final CapturedLog log = new CapturedLog();

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

  private static boolean accepts(WebhookSecretFile file, String secret) {
    WebhookDelivery delivery = WebhookSigner.of(secret).sign("{}");
    try {
      file.get()
          .requireSigned(
              delivery.headers().get(WebhookVerifier.ID_HEADER),
              delivery.headers().get(WebhookVerifier.TIMESTAMP_HEADER),
              delivery.headers().get(WebhookVerifier.SIGNATURE_HEADER),
              delivery.body().getBytes(UTF_8));
      return true;
    } catch (InvalidWebhookException e) {
      return false;
    }
  }

  @Test
  void getWhenTheFileHasChangedThenItsSecretsCount() throws IOException {
    WebhookSecretFile file = new WebhookSecretFile(path());
    assertThat(accepts(file, OLD)).isTrue();
    assertThat(accepts(file, NEW)).isFalse();

    write(NEW + "\n" + OLD + "\n");
    assertThat(accepts(file, NEW)).isTrue();
    assertThat(accepts(file, OLD)).isTrue();

    write(NEW);
    assertThat(accepts(file, NEW)).isTrue();
    assertThat(accepts(file, OLD)).isFalse();
    assertThat(log.at(Level.INFO)).hasSize(2).allMatch(line -> line.contains("secrets replaced"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "whsec_", "\"" + NEW + "\"", "topsecret", NEW + ",whsec_"})
  void getWhenTheFileHoldsNoSecretsThenTheOldOnesStay(String content) throws IOException {
    WebhookSecretFile file = new WebhookSecretFile(path());
    write(content);
    for (int i = 0; i < 5; i++) {
      assertThat(accepts(file, OLD)).isTrue();
    }

    assertThat(log.at(Level.WARNING)).singleElement().asString().contains("has no usable secrets");
    Files.delete(path());
    assertThat(accepts(file, OLD)).isTrue();
    assertThat(log.at(Level.WARNING)).hasSize(2).element(1).asString().contains("NoSuchFile");
    write(NEW);
    assertThat(accepts(file, NEW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "topsecret", "whsec_"})
  void openWhenTheFileHoldsNoSecretThenSaysWhy(String content) throws IOException {
    write(content.repeat(1_000));
    assertThatThrownBy(() -> new WebhookSecretFile(path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("topsecret");
  }
}
