package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The types and defaults of settings, and what is said about a mistake in one. */
class EndpointSettingsTest {

  private final SettingsFixture app = new SettingsFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secretKey | pk_dev_abcdef | this is not a secret key",
        "secretKey | whsec_abcdef | nor a webhook secret (whsec_…)",
        "secretKey | ${liveblocks.key} | sk_ and then letters",
        "secretKey | topsecret | not a secret key",
        "secretKey | sk_dev_top secret | not a secret key",
        "secretKey | '\"sk_dev_topsecret\"' | without quotes",
        "secretKey | '\'\'sk_dev_topsecret\'\'' | without quotes",
        "baseUrl | ftp://topsecret | http or https URL",
        "baseUrl | https://user:topsecret@host | http or https URL",
        "baseUrl | https://host?topsecret | http or https URL",
        "baseUrl | not a url topsecret | http or https URL",
        "deadline | soon | expected a duration such as 8s",
        "deadline | 0s | between 1 ms and 5 min",
        "deadline | 6m | between 1 ms and 5 min",
        "connectTimeout | -1s | between 1 ms and 5 min",
        "maxRetries | many | expected a whole number",
        "maxRetries | 11 | between 0 and 10",
        "maxConcurrentCalls | 0 | between 1 and 10000",
        "maxBodyBytes | 0 | between 1 and 1048576",
        "maxBodyBytes | 99999999 | between 1 and 1048576",
        "bodyTimeout | 0s | between 1 ms and 1 min",
        "bodyTimeout | 2m | between 1 ms and 1 min",
        "async | yes | expected true or false",
        "enabled | 0 | expected true or false",
        "allowedOrigins | * | is not a valid origin",
        "userResolver | no.such.Resolver | there is no class no.such.Resolver",
        "userResolver | java.lang.String | Cannot cast java.lang.String to",
        "roomAuthorizer | java.lang.String | Cannot cast java.lang.String to"
      })
  void startWhenASettingIsMalformedThenNamesItAndItsSourceAndNoSecret(
      String name, String value, String expected) {
    assertThat(logOfMisconfigured(name, value))
        .contains("init-param " + name)
        .contains(expected)
        .doesNotContain("topsecret")
        .doesNotContain("abcdef");
  }

  private static String logOfMisconfigured(String name, String value) {
    Map<String, String> params = new HashMap<>(Map.of("secretKey", SettingsFixture.KEY));
    params.put(name, value);
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new LiveblocksAuthServlet(), params)) {
      assertThat(app.post("{}").body()).contains("\"misconfigured\"");
      return log.text();
    }
  }

  /** The values of other endpoints' settings are read by them alone. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "SECRET_KEY",
        "ROLE_GROUPS",
        "USER_DIRECTORY",
        "ROOM_DIRECTORY",
        "WEBHOOK_SECRET",
        "WEBHOOK_SECRET_FILE",
        "WEBHOOK_HANDLER",
        "DELIVERY_LOG"
      })
  void startWhenASettingIsAKeyThenMaskedInOneLine(Setting setting) {
    String log = logOfMisconfigured(setting.initParam(), "sk_prod_topsecret\n\u2028next");
    assertThat(log).contains("init-param " + setting.initParam()).doesNotContain("topsecret");
    assertThat(log.lines().filter(line -> line.startsWith("next"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8s, 8000", "500ms, 500", "2m, 120000", "PT1.5S, 1500", "' 3 s ', 3000"})
  void deadlineWhenWellFormedThenIsRead(String text, long millis) {
    app.initParams.put("secretKey", SettingsFixture.KEY);
    app.initParams.put("deadline", text);
    try (Liveblocks client = app.settings().liveblocks(null)) {
      assertThat(client.deadline()).hasMillis(millis);
    }
  }

  @Test
  void listsWhenWellFormedThenAreRead() {
    app.initParams.put(
        "allowedOrigins", "https://A.example, http://localhost:3000\n https://[::1]:8443");
    app.initParams.put("roleGroups", "designers,  engineers");
    app.initParams.put("maxBodyBytes", "100");
    assertThat(app.settings().allowedOrigins())
        .containsExactlyInAnyOrder(
            "https://a.example", "http://localhost:3000", "https://[::1]:8443");
    assertThat(app.settings().roleGroups()).containsExactly("designers", "engineers");
    assertThat(app.settings().maxBodyBytes(EndpointKind.WEBHOOK)).isEqualTo(100);
  }

  private String client() {
    try (Liveblocks client = app.settings().liveblocks(null)) {
      return client.toString();
    }
  }

  @Test
  void liveblocksWhenKeyAndFileAreSetThenTheStrongerSourceWins(@TempDir Path directory)
      throws IOException {
    app.environment.put("LIVEBLOCKS_SECRET_KEY", SettingsFixture.KEY);
    assertThat(client()).contains("secretKey=sk_dev_***");

    Path file = directory.resolve("key");
    app.initParams.put("secretKeyFile", file.toString());
    assertThatThrownBy(this::client)
        .hasMessageContaining("init-param secretKeyFile")
        .hasMessageContaining("NoSuchFileException");

    Files.writeString(file, "sk_prod_file");
    assertThat(client()).contains("secretKeyFile=" + file);
    assertThat(app.settings().find(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE))
        .hasValueSatisfying(found -> assertThat(found.own()).isTrue());

    app.environment.put("LIVEBLOCKS_SECRET_KEY_FILE", file.toString());
    app.initParams.clear();
    assertThatThrownBy(this::client)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("keep one of them");
  }

  @Test
  void liveblocksWhenThereIsNoKeyThenSaysHowToSetOne() {
    app.environment.put("LIVEBLOCKS_SECRET_KEY", " ");
    assertThatThrownBy(this::client)
        .hasMessageContaining("no secret key is set")
        .hasMessageContaining("init-param secretKey")
        .hasMessageContaining("context-param liveblocks.secretKey")
        .hasMessageContaining("JNDI entry java:comp/env/liveblocks/secretKey")
        .hasMessageContaining("system property liveblocks.secretKey")
        .hasMessageContaining("environment variable LIVEBLOCKS_SECRET_KEY")
        .hasMessageContaining("LIVEBLOCKS_SECRET_KEY_FILE");
  }
}
