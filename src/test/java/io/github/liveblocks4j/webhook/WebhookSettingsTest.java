package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the endpoint is there, and with which secrets, handler and log. */
class WebhookSettingsTest {

  private static final WebhookSigner OTHER = WebhookSigner.of(WebhookApp.OTHER_SECRET);
  private static final String EVENT = "{\"type\":\"new\"}";

  @TempDir private Path directory;

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @AutoClose private final CapturedLog log = new CapturedLog();

  /** As an operator names it. */
  public static class NamedHandler implements WebhookHandler, AutoCloseable {
    @Override
    public void handle(Delivery delivery) {
      SEEN.add(delivery.id());
    }

    @Override
    public void close() {
      SEEN.add("handler closed");
    }
  }

  /** As an operator names it. */
  public static final class NamedLog implements DeliveryLog, AutoCloseable {
    @Override
    public Claim claim(String id) {
      SEEN.add("claimed");
      return Claim.CLAIMED;
    }

    @Override
    public void complete(String id) {
      SEEN.add("completed");
    }

    @Override
    public void release(String id) {}

    @Override
    public void close() {
      SEEN.add("log closed");
    }
  }

  @AfterEach
  void forget() {
    SEEN.clear();
  }

  /** Settings are name, value, name, value. */
  private static WebhookApp start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("webhookHandler", NamedHandler.class.getName());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return WebhookApp.start(all);
  }

  private static WebhookDelivery event() {
    return WebhookApp.SIGNER.sign(EVENT);
  }

  private void assertMisconfigured(WebhookApp app, String... expected) {
    HttpResponse<String> response = app.post(event());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"misconfigured\"").doesNotContain("topsecret");
    assertThat(log.only(Level.SEVERE)).contains(expected);
    assertThat(SEEN).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"async, true", "webhookSecret, ' '", "webhookSecretFile, ' '", "enabled, false"})
  void serviceWhenThereIsNoSecretThenItIsAsIfItWereNotThere(String setting, String value) {
    try (WebhookApp app = start(setting, value)) {
      assertThat(app.status(event())).isEqualTo(404);
      assertThat(app.app().send(app.app().request(TestApp.PATH).GET()).statusCode()).isEqualTo(404);
    }
    for (Level level : List.of(Level.WARNING, Level.SEVERE)) {
      assertThat(log.at(level)).isEmpty();
    }
  }

  @Test
  void startWhenThereIsASecretAndNoHandlerThenRejectsEverythingAndSaysWhatToDo() {
    try (WebhookApp app = WebhookApp.start(Map.of("webhookSecret", WebhookApp.SECRET))) {
      assertMisconfigured(
          app,
          "no WebhookHandler",
          "META-INF/services/io.github.liveblocks4j.webhook.WebhookHandler",
          "webhookHandler");
    }
  }

  /** What else is no secret, WebhookVerifierTest has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "whsec_topsecret% | '' | init-param webhookSecret: | not valid base64",
        "GOOD,whsec_ | '' | init-param webhookSecret: | is empty",
        "',,' | '' | init-param webhookSecret: | no webhook secret",
        "'' | /no/such/file | init-param webhookSecretFile: | cannot be read",
        "GOOD | /some/file | webhookSecret | are both set: keep one of them",
      })
  void startWhenTheSecretIsMalformedThenNamesTheSettingAndNoSecret(
      String secret, String file, String named, String expected) {
    String expanded = secret.replace("GOOD", WebhookApp.SECRET);
    try (WebhookApp app = start("webhookSecret", expanded, "webhookSecretFile", file)) {
      assertMisconfigured(app, named, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", " , ", "\n", "\t", " "})
  void postWhenTwoSecretsAreSetThenBothAreAccepted(String separator) {
    String secrets = WebhookApp.OTHER_SECRET + separator + WebhookApp.SECRET;
    try (WebhookApp app = start("webhookSecret", secrets)) {
      assertThat(app.status(event())).isEqualTo(200);
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(200);
      assertThat(app.status(WebhookSigner.of("whsec_" + "A".repeat(40)).sign(EVENT)))
          .isEqualTo(401);
    }
  }

  @Test
  void postWhenTheSecretsAreInAFileThenTheyRotateWithoutARestart() throws IOException {
    Path file = directory.resolve("secrets");
    Files.writeString(file, WebhookApp.SECRET + "\n");
    try (WebhookApp app = start("webhookSecretFile", file.toString())) {
      assertThat(app.status(event())).isEqualTo(200);
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(401);
      Files.writeString(file, WebhookApp.OTHER_SECRET);
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(200);
      assertThat(app.status(event())).isEqualTo(401);
    }
  }

  @Test
  void destroyWhenClassesAreNamedInSettingsThenTheirInstancesAreClosed() {
    WebhookDelivery delivery = event();
    String deliveries = NamedLog.class.getName();
    try (WebhookApp app = start("webhookSecret", WebhookApp.SECRET, "deliveryLog", deliveries)) {
      assertThat(app.status(delivery)).isEqualTo(200);
    }
    assertThat(SEEN)
        .containsExactly("claimed", delivery.id(), "completed", "log closed", "handler closed");
    assertThat(log.only(Level.INFO))
        .contains("is ready at /api/liveblocks-auth")
        .contains("webhooks to " + NamedHandler.class.getName());
  }

  @Test
  void postWhenTheConstructorHasVerifierAndHandlerThenNoSettingIsNeeded() {
    AtomicInteger handled = new AtomicInteger();
    LiveblocksWebhookServlet servlet =
        new LiveblocksWebhookServlet(
            WebhookVerifier.of(WebhookApp.OTHER_SECRET), delivery -> handled.incrementAndGet());
    try (WebhookApp app =
        new WebhookApp(TestApp.with(servlet, Map.of("webhookSecret", WebhookApp.SECRET)))) {
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(200);
      assertThat(app.status(event())).isEqualTo(401);
      assertThat(handled).hasValue(1);
    }
  }
}
