package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.LiveblocksConfig;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.war.OtherUserResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every source of a setting, its rank, and what is said about a mistake in it. */
class SettingsTest {

  private static final String KEY = "sk_dev_topsecret";

  private final Map<String, String> initParams = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final ServletContextHandler context = new ServletContextHandler();

  @AfterEach
  void clear() {
    System.clearProperty("liveblocks.secretKey");
    System.clearProperty("liveblocks.baseUrl");
  }

  private EndpointConfig endpoint() {
    return new EndpointConfig(
        "liveblocks-auth",
        context.getServletContext(),
        initParams::get,
        List.copyOf(initParams.keySet()),
        List.of(),
        true);
  }

  private EndpointSettings settings() {
    EndpointConfig config = endpoint();
    SettingSources sources = new SettingSources(config, environment::get);
    sources.requireKnownNames();
    return new EndpointSettings(sources);
  }

  private LiveblocksConfig config() {
    return settings().liveblocks();
  }

  @Test
  void liveblocksWhenOnlyTheKeyIsSetThenTheRestIsDefault() {
    initParams.put("secretKey", KEY);

    LiveblocksConfig config = config();

    assertThat(config.baseUrl()).hasToString("https://api.liveblocks.io");
    assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.maxRetries()).isEqualTo(2);
    assertThat(config.maxConcurrentCalls()).isEqualTo(200);
    EndpointSettings settings = settings();
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.async()).isTrue();
    assertThat(settings.maxBodyBytes()).isEqualTo(16_384);
    assertThat(settings.bodyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.allowedOrigins()).isEmpty();
    assertThat(settings.roleGroups()).isEmpty();
  }

  @Test
  void findWhenSeveralSourcesHaveItThenTheStrongestWins() {
    initParams.put("secretKey", KEY);

    environment.put("LIVEBLOCKS_BASE_URL", "https://environment.example");
    assertThat(config().baseUrl()).hasToString("https://environment.example");
    System.setProperty("liveblocks.baseUrl", "https://property.example");
    assertThat(config().baseUrl()).hasToString("https://property.example");
    // JNDI stands between the two: WebApplicationTest.
    context.setInitParameter("liveblocks.baseUrl", "https://context.example");
    assertThat(config().baseUrl()).hasToString("https://context.example");
    initParams.put("baseUrl", "https://init.example");
    assertThat(config().baseUrl()).hasToString("https://init.example");
  }

  @Test
  void liveblocksWhenTheKeyIsInTheEnvironmentThenItIsTaken() {
    environment.put("LIVEBLOCKS_SECRET_KEY", KEY);
    assertThat(config().secretKey()).hasToString("sk_dev_***");
  }

  @Test
  void liveblocksWhenTheKeyIsInAFileThenItIsTaken(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
    environment.put("LIVEBLOCKS_SECRET_KEY_FILE", file.toString());

    assertThat(config().secretKey()).isEqualTo(io.github.liveblocks4j.SecretKey.of(KEY));
  }

  @Test
  void liveblocksWhenKeyAndFileAreSetThenTheStrongerSourceWins(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "sk_prod_file");
    environment.put("LIVEBLOCKS_SECRET_KEY", KEY);
    initParams.put("secretKeyFile", file.toString());
    assertThat(config().secretKey()).hasToString("sk_prod_***");

    environment.put("LIVEBLOCKS_SECRET_KEY_FILE", file.toString());
    initParams.clear();
    assertThatThrownBy(this::config)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("keep one of them");
  }

  @Test
  void liveblocksWhenTheKeyFileCannotBeReadThenSaysSo(@TempDir Path directory) throws IOException {
    initParams.put("secretKeyFile", directory.resolve("absent").toString());
    assertThatThrownBy(this::config)
        .hasMessageContaining("init-param secretKeyFile")
        .hasMessageContaining("NoSuchFileException");

    initParams.put(
        "secretKeyFile",
        Files.writeString(directory.resolve("large"), "x".repeat(5_000)).toString());
    assertThatThrownBy(this::config).hasMessageContaining("larger than 4096 bytes");
  }

  @Test
  void findWhenAnEnvironmentVariableIsBlankThenItIsNotSet() {
    environment.put("LIVEBLOCKS_SECRET_KEY", " ");
    assertThatThrownBy(this::config)
        .hasMessageContaining("no secret key is set")
        .hasMessageContaining("init-param secretKey")
        .hasMessageContaining("context-param liveblocks.secretKey")
        .hasMessageContaining("JNDI entry java:comp/env/liveblocks/secretKey")
        .hasMessageContaining("system property liveblocks.secretKey")
        .hasMessageContaining("environment variable LIVEBLOCKS_SECRET_KEY")
        .hasMessageContaining("LIVEBLOCKS_SECRET_KEY_FILE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secretKey | pk_dev_abcdef | this is a public key",
        "secretKey | whsec_abcdef | this is a webhook secret",
        "secretKey | ${liveblocks.key} | placeholder",
        "secretKey | topsecret | must begin with sk_",
        "secretKey | sk_dev_top secret | malformed",
        "secretKey | '' | blank",
        "baseUrl | ftp://topsecret | http or https URL",
        "baseUrl | https://user:topsecret@host | http or https URL",
        "baseUrl | https://host?topsecret | http or https URL",
        "baseUrl | not a url topsecret | http or https URL",
        "deadline | soon | expected a duration such as 8s",
        "deadline | 0s | between 1 ms and 5 min",
        "deadline | 6m | between 1 ms and 5 min",
        "connectTimeout | -1s | expected a duration",
        "maxRetries | many | expected a whole number",
        "maxRetries | 11 | between 0 and 10",
        "maxConcurrentCalls | 0 | between 1 and 10000",
        "maxBodyBytes | 0 | expected 1 to",
        "maxBodyBytes | 99999999 | expected 1 to",
        "bodyTimeout | 0s | expected 1 ms to 1 min",
        "bodyTimeout | 2m | expected 1 ms to 1 min",
        "async | yes | expected true or false",
        "enabled | 0 | expected true or false",
        "allowedOrigins | * | * is not possible",
        "allowedOrigins | https://a.example/path | is no origin",
        "allowedOrigins | a.example | is no origin",
        "userResolver | no.such.Resolver | there is no class no.such.Resolver",
        "userResolver | java.lang.String | does not implement",
        "roomAuthorizer | java.lang.String | does not implement"
      })
  void startWhenASettingIsMalformedThenNamesItAndItsSourceAndNoSecret(
      String name, String value, String expected) {
    Map<String, String> params = new HashMap<>();
    params.put("secretKey", KEY);
    params.put(name, value);
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new LiveblocksAuthServlet(), params)) {
      assertThat(app.post("{}").body()).contains("\"misconfigured\"");
      assertThat(log.text())
          .contains("init-param " + name)
          .contains(expected)
          .doesNotContain("topsecret")
          .doesNotContain("abcdef");
    }
  }

  @ParameterizedTest
  @CsvSource({"8s, 8000", "500ms, 500", "2m, 120000", "PT1.5S, 1500", "' 3 s ', 3000"})
  void deadlineWhenWellFormedThenIsRead(String text, long millis) {
    initParams.put("secretKey", KEY);
    initParams.put("deadline", text);
    assertThat(config().deadline()).hasMillis(millis);
  }

  @Test
  void listsWhenWellFormedThenAreRead() {
    initParams.put(
        "allowedOrigins", "https://A.example, http://localhost:3000\n https://[::1]:8443");
    initParams.put("roleGroups", "designers,  engineers");
    initParams.put("maxBodyBytes", "100");
    assertThat(settings().allowedOrigins())
        .containsExactly("https://a.example", "http://localhost:3000", "https://[::1]:8443");
    assertThat(settings().roleGroups()).containsExactly("designers", "engineers");
    assertThat(settings().maxBodyBytes()).isEqualTo(100);
  }

  @Test
  void requireKnownNamesWhenOneIsMisspeltThenListsThoseThatAreKnown() {
    initParams.put("secretkey", KEY);
    assertThatThrownBy(this::settings)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("unknown init-param 'secretkey'")
        .hasMessageContaining("secretKey, secretKeyFile")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void requireKnownNamesWhenAContextParamIsMisspeltThenListsThoseThatAreKnown() {
    context.setInitParameter("liveblocks.secret", KEY);
    context.setInitParameter("somebody.else", "x");
    assertThatThrownBy(this::settings)
        .hasMessageContaining("unknown context-param 'liveblocks.secret'")
        .hasMessageContaining("liveblocks.secretKey")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void attributeWhenItIsOfAnotherTypeThenIsMisconfigured() {
    try (CapturedLog log = new CapturedLog();
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(),
                Map.of("secretKey", KEY),
                context -> context.setAttribute(UserResolver.class.getName(), "no resolver"))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(503);
      assertThat(log.text()).contains("is a java.lang.String, which is not a UserResolver");
    }
  }

  @Test
  void startWhenReadyThenSaysWithWhatAndNoSecret() {
    try (CapturedLog log = new CapturedLog();
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(),
                Map.of("secretKey", KEY, "userResolver", OtherUserResolver.class.getName()))) {
      assertThat(app.post("no JSON").statusCode()).isEqualTo(400); // It is there by then.
      assertThat(log.at(java.util.logging.Level.INFO))
          .singleElement()
          .asString()
          .contains("is ready at [" + TestApp.PATH + "]")
          .contains(OtherUserResolver.class.getName())
          .contains("https://api.liveblocks.io")
          .contains("ID tokens");
      assertThat(log.text()).doesNotContain("topsecret");
    }
  }

  @Test
  void lookupWhenSeveralLevelsHaveAResolverThenTheStrongestWins() {
    Map<String, String> named =
        Map.of("secretKey", KEY, "userResolver", OtherUserResolver.class.getName());
    Map<String, String> unnamed = Map.of("secretKey", KEY);
    assertThat(logOf(new LiveblocksAuthServlet(request -> null), named, SettingsTest::attribute))
        .contains("users from " + SettingsTest.class.getName() + "$$Lambda");
    assertThat(logOf(new LiveblocksAuthServlet(), named, SettingsTest::attribute))
        .contains("users from " + OtherUserResolver.class.getName());
    assertThat(logOf(new LiveblocksAuthServlet(), unnamed, SettingsTest::attribute))
        .contains("users from " + FromAttribute.class.getName());
    assertThat(logOf(new LiveblocksAuthServlet(), unnamed, context -> {}))
        .contains("users from the container's login");
  }

  private static String logOf(
      LiveblocksAuthServlet servlet,
      Map<String, String> params,
      Consumer<ServletContextHandler> more) {
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(servlet, params, more)) {
      assertThat(app.post("no JSON").statusCode()).isEqualTo(400); // It is there by then.
      return log.text();
    }
  }

  private static void attribute(ServletContextHandler context) {
    context.setAttribute(UserResolver.class.getName(), new FromAttribute());
  }

  private static final class FromAttribute extends OtherUserResolver {}
}
