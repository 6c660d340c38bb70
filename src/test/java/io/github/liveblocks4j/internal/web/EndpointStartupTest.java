package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.war.OtherUserResolver;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong at startup, clients get JSON and the operator one line that says why. */
class EndpointStartupTest {

  private static final String KEY = SettingsFixture.KEY;

  @AutoClose private final CapturedLog log = new CapturedLog();

  static Stream<Throwable> failures() {
    return Stream.of(
        new ServiceConfigurationError("not for clients"),
        new ExceptionInInitializerError(new IllegalStateException("not for clients")),
        new NoClassDefFoundError("com/acme/Missing"),
        new StackOverflowError(),
        new IllegalStateException("not for clients"),
        new MisconfiguredException("baseUrl: sk_prod_topsecret is not a URL"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void startWhenCreationFailsThenIsMisconfigured(Throwable failure) {
    JsonEndpoint.Factory factory =
        (config, settings, lookup) -> {
          throw sneaky(failure);
        };
    // ResponsesTableTest has its response.
    assertThat(EndpointStartup.start(new SettingsFixture().config(), EndpointKind.AUTH, factory))
        .isPresent();
    assertThat(log.only(Level.SEVERE))
        .contains("Liveblocks endpoint 'liveblocks-auth' of the root application ")
        .containsAnyOf("is misconfigured: ", "cannot start: ")
        .doesNotContain("topsecret");
  }

  private static RuntimeException sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  @Test
  void startWhenReadyThenSaysWhereAndWithWhatAndNoSecret() {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/mywar");
    Map<String, String> params =
        Map.of(
            "secretKey",
            KEY,
            "userResolver",
            OtherUserResolver.class.getName(),
            "baseUrl",
            "https://localhost/sk_prod_topsecret");
    var holder = TestApp.add(context, new LiveblocksAuthServlet(), TestApp.PATH, 1, params);
    context.addServlet(holder, "*.auth");
    try (TestApp app = TestApp.of(context.get())) {
      assertThat(app.send(app.request("/mywar" + TestApp.PATH).GET()).statusCode()).isEqualTo(405);
      assertThat(log.only(Level.INFO))
          .contains("'liveblocks-auth' of /mywar is ready at /mywar" + TestApp.PATH)
          .contains("/mywar/*.auth")
          .contains(
              "users from " + OtherUserResolver.class.getName() + " (init-param userResolver)")
          .contains("Liveblocks at https://localhost/sk_***")
          .contains("ID tokens");
      assertThat(log.text()).doesNotContain("topsecret");
    }
  }
}
