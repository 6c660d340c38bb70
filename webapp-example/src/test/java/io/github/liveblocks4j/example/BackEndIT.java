package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.naming.NamingException;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.plus.jndi.EnvEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which Liveblocks the packaged WAR talks to: its rooms and its endpoint always to the same one.
 */
class BackEndIT {

  @TempDir static Path directory;

  /** Where a setting can come from; SettingsTest has the environment. */
  enum Source {
    INIT_PARAM((war, settings) -> war.addOverrideDescriptor(descriptor(settings))),
    CONTEXT_PARAM(
        (war, settings) ->
            settings.forEach((name, text) -> war.setInitParameter("liveblocks." + name, text))),
    JNDI((war, settings) -> settings.forEach((name, text) -> bind(war, name, text))),
    SYSTEM_PROPERTY(
        (war, settings) ->
            settings.forEach((name, text) -> System.setProperty("liveblocks." + name, text)));

    private final BiConsumer<WebAppContext, Map<String, String>> setter;

    Source(BiConsumer<WebAppContext, Map<String, String>> setter) {
      this.setter = setter;
    }
  }

  @ParameterizedTest
  @EnumSource
  void startWhenASourceHasTheKeyThenRoomsAndEndpointUseIt(Source source) throws Exception {
    FakeLiveblocks liveblocks = FakeLiveblocks.start();
    Map<String, String> settings =
        Map.of("secretKey", liveblocks.secretKey(), "baseUrl", liveblocks.baseUrl().toString());
    Consumer<WebAppContext> setup = war -> source.setter.accept(war, settings);
    try (liveblocks;
        RunningWar war = RunningWar.start(setup)) {
      Browser ada = new Browser(war.url());
      ada.signIn("ada");

      assertThat(ada.get("api/back-end").body()).contains("\"kind\":\"liveblocks\"");
      assertThat(ada.get("api/rooms").statusCode()).isEqualTo(200);
      assertThat(ada.requestToken("{}").statusCode()).isEqualTo(200);
      assertThat(liveblocks.requests())
          .extracting(RecordedRequest::path)
          .contains("/v2/identify-user", "/v2/rooms");
    } finally {
      settings.keySet().forEach(name -> System.clearProperty("liveblocks." + name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sk_dev_x, not a URL",
    "sk_dev_x, ftp://api.liveblocks.io",
    "sk_dev_x, api.liveblocks.io",
    "pk_dev_x, https://api.liveblocks.io",
  })
  void startWhenASettingIsMalformedThenItIsDeployedAndSaysSo(String key, String baseUrl)
      throws Exception {
    Map<String, String> settings =
        Map.of("liveblocks.secretKey", key, "liveblocks.baseUrl", baseUrl);
    try (LogRecords log = new LogRecords();
        RunningWar war = RunningWar.start(settings)) {
      Browser ada = new Browser(war.url());
      assertThat(ada.get("").statusCode()).isEqualTo(200);
      assertThat(ada.get("api/back-end").body()).contains("\"kind\":\"misconfigured\"");
      ada.signIn("ada");

      for (HttpResponse<String> response : List.of(ada.requestToken("{}"), ada.get("api/rooms"))) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"code\":\"misconfigured\"").doesNotContain(key);
      }
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains("The example cannot reach Liveblocks")
                      && line.contains(key.startsWith("pk_") ? "public key" : "baseUrl must be"))
          .noneMatch(line -> line.contains(key));
    }
  }

  @Test
  void startWhenTheAddressIsKnownThenItIsLoggedOnceTheEndpointResponds() throws Exception {
    try (LogRecords log = new LogRecords();
        RunningWar war = RunningWar.startWithUrl(Map.of("example.live", "false"))) {
      String notice = "The example is ready. Open " + war.url();

      assertThat(log.await(notice)).isTrue();
      assertThat(log.lines())
          .filteredOn(line -> line.contains(notice) || line.contains("is ready at"))
          .hasSize(2)
          .last()
          .asString()
          .contains(notice);
    }
  }

  private static String descriptor(Map<String, String> settings) {
    StringBuilder xml =
        new StringBuilder(
            "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'><servlet><servlet-name>liveblocks-auth</servlet-name>");
    settings.forEach(
        (name, text) ->
            xml.append(
                "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                    .formatted(name, text)));
    try {
      return Files.writeString(
              directory.resolve("override.xml"), xml.append("</servlet></web-app>").toString())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bind(WebAppContext war, String name, String text) {
    try {
      // Registers itself.
      assertThat(new EnvEntry(war, "liveblocks/" + name, text, true).getJndiName()).isNotNull();
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
