package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the endpoint is there, and with which secrets, handler and log. */
@Timeout(60)
class WebhookSettingsTest {

  private static final WebhookSigner OTHER = WebhookSigner.of(WebhookApp.OTHER_SECRET);
  private static final String EVENT = "{\"type\":\"new\"}";

  @TempDir private Path directory;

  private final CapturedLog log = new CapturedLog();
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  /** As an operator names it. */
  public static final class NamedHandler implements WebhookHandler, AutoCloseable {
    @Override
    public void handle(Delivery delivery) {
      SEEN.add(delivery.id());
    }

    @Override
    public void close() {
      SEEN.add("handler closed");
    }
  }

  /** As an operator names it: everything has been handled. */
  public static final class NamedLog implements DeliveryLog, AutoCloseable {
    @Override
    public Claim claim(String id) {
      SEEN.add("claimed");
      return Claim.COMPLETED;
    }

    @Override
    public void complete(String id) {}

    @Override
    public void release(String id) {}

    @Override
    public void close() {
      SEEN.add("log closed");
    }
  }

  @AfterEach
  void noSecretIsInTheLog() {
    log.close();
    SEEN.clear();
    assertThat(log.text()).doesNotContain("topsecret");
  }

  private static WebhookApp start(String... settings) {
    return WebhookApp.start(
        Map.of("webhookHandler", NamedHandler.class.getName()), settings, context -> {});
  }

  private static WebhookDelivery event() {
    return WebhookApp.SIGNER.sign(EVENT);
  }

  private void assertMisconfigured(WebhookApp app, String... expected) {
    HttpResponse<String> response = app.post(event());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"misconfigured\"").doesNotContain("topsecret");
    assertThat(log.at(Level.SEVERE)).singleElement().asString().contains(expected);
    assertThat(SEEN).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "webhookSecret", "webhookSecretFile"})
  void serviceWhenThereIsNoSecretThenItIsAsIfItWereNotThere(String setting) {
    try (WebhookApp app = start(setting, setting.equals("async") ? "true" : " \n ")) {
      assertThat(app.status(event())).isEqualTo(404);
      assertThat(app.app().send(app.app().request(TestApp.PATH).GET()).statusCode()).isEqualTo(404);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("liveblocks-webhook"));
    }
    for (Level level : List.of(Level.INFO, Level.WARNING, Level.SEVERE)) {
      assertThat(log.at(level)).isEmpty();
    }
    assertThat(log.text()).contains("is not set up");
  }

  @Test
  void startWhenThereIsASecretAndNoHandlerThenRejectsEverythingAndSaysWhatToDo() {
    try (WebhookApp app =
        WebhookApp.start(
            Map.of("webhookSecret", WebhookApp.SECRET), new String[0], context -> {})) {
      assertMisconfigured(
          app,
          "no WebhookHandler",
          "META-INF/services/io.github.liveblocks4j.webhook.WebhookHandler",
          "webhookHandler");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhookSecret | whsec_ | is empty",
        "webhookSecret | topsecretabc | too short",
        "webhookSecret | whsec_tops%ecret | not valid base64",
        "webhookSecret | sk_dev_topsecret | this is an API key",
        "webhookSecret | ',,' | no webhook secret",
        "webhookSecretFile | /no/such/file | cannot be read",
        "webhookHandler | no.such.Handler | there is no class no.such.Handler",
        "webhookHandler | java.lang.String | does not implement",
        "deliveryLog | java.lang.String | does not implement",
      })
  void startWhenASettingIsMalformedThenNamesItAndNoSecret(
      String name, String value, String expected) {
    String secret = name.startsWith("webhookSecret") ? "async" : "webhookSecret";
    try (WebhookApp app =
        start(secret, secret.equals("async") ? "true" : WebhookApp.SECRET, name, value)) {
      assertMisconfigured(app, "init-param " + name, expected);
    }
  }

  @Test
  void startWhenOneOfTwoSecretsIsMalformedThenIsMisconfigured() {
    try (WebhookApp app = start("webhookSecret", WebhookApp.SECRET + ",whsec_")) {
      assertMisconfigured(app, "init-param webhookSecret", "is empty");
    }
  }

  @Test
  void startWhenSecretAndFileAreSetThenSaysSo() {
    try (WebhookApp app =
        start("webhookSecret", WebhookApp.SECRET, "webhookSecretFile", "/some/file")) {
      assertMisconfigured(app, "are both set: keep one of them");
    }
  }

  @Test
  void startWhenASettingIsMisspeltThenSaysWhichIsMeant() {
    try (WebhookApp app = start("webhookSecrt", WebhookApp.SECRET)) {
      assertMisconfigured(app, "'webhookSecrt' (did you mean webhookSecret?)");
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

      Files.writeString(file, WebhookApp.OTHER_SECRET + "\n" + WebhookApp.SECRET + "\n");
      Await.until(() -> app.status(OTHER.sign(EVENT)) != 401);
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(200);
      assertThat(app.status(event())).isEqualTo(200);

      Files.writeString(file, WebhookApp.OTHER_SECRET);
      Await.until(() -> app.status(event()) != 200);
      assertThat(app.status(OTHER.sign(EVENT))).isEqualTo(200);
      assertThat(log.at(Level.INFO)).filteredOn(line -> line.contains("replaced")).hasSize(2);
    }
  }

  @Test
  void destroyWhenClassesAreNamedInSettingsThenTheirInstancesAreClosed() {
    WebhookDelivery delivery = event();
    try (WebhookApp app = start("webhookSecret", WebhookApp.SECRET)) {
      assertThat(app.status(delivery)).isEqualTo(200);
    }
    assertThat(SEEN).containsExactly(delivery.id(), "handler closed");
    assertThat(log.at(Level.INFO))
        .singleElement()
        .asString()
        .contains("is ready at /api/liveblocks-auth")
        .contains("webhooks to " + NamedHandler.class.getName());
  }

  @Test
  void postWhenTheDeliveryLogIsNamedInASettingThenItIsAsked() {
    try (WebhookApp app =
        start("webhookSecret", WebhookApp.SECRET, "deliveryLog", NamedLog.class.getName())) {
      assertThat(app.status(event())).isEqualTo(200);
    }
    assertThat(SEEN).containsExactly("claimed", "handler closed", "log closed");
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

  @Test
  void serviceWhenSwitchedOffThenIsNotThere() {
    try (WebhookApp app = start("webhookSecret", WebhookApp.SECRET, "enabled", "false")) {
      assertThat(app.status(event())).isEqualTo(404);
    }
  }
}
