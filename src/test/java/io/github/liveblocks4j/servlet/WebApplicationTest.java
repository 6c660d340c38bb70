package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.war.HeaderUserResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.plus.webapp.EnvConfiguration;
import org.eclipse.jetty.ee9.plus.webapp.PlusConfiguration;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.eclipse.jetty.plus.jndi.EnvEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Settings in JNDI, which only a whole web application has; the handbook's {@code MountingTest} has
 * others of those.
 */
class WebApplicationTest {

  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final War war;
  @AutoClose private final CapturedLog log = new CapturedLog();

  WebApplicationTest(@TempDir Path directory) throws IOException {
    war = War.in(directory).service(UserResolver.class, HeaderUserResolver.class);
  }

  private TestApp deploy(Consumer<WebAppContext> more) {
    WebAppContext context = war.at("/");
    context.addConfiguration(new EnvConfiguration(), new PlusConfiguration());
    TestApp.settings(fake)
        .forEach((name, value) -> context.setInitParameter("liveblocks." + name, value));
    more.accept(context);
    return TestApp.of(context.get());
  }

  private static int status(TestApp app) {
    return app.post("{\"room\":\"a\"}", "X-Test-User", "alice").statusCode();
  }

  @Test
  void jndiWhenAnEnvEntryIsThereThenItIsReadAfterContextParams() throws Exception {
    try (TestApp app =
        deploy(
            context -> {
              context.getInitParams().remove("liveblocks.secretKey");
              bind(context, "liveblocks/secretKey", fake.secretKey());
              bind(context, "liveblocks/baseUrl", "http://127.0.0.1:1");
            })) {
      assertThat(status(app)).isEqualTo(200);
    }
  }

  @Test
  void jndiWhenAnEnvEntryIsMisspeltThenIsMisconfigured() throws Exception {
    try (TestApp app = deploy(context -> bind(context, "liveblocks/secretKy", fake.secretKey()))) {
      assertThat(status(app)).isEqualTo(503);
    }
    assertThat(log.text())
        .contains("unknown JNDI entry 'java:comp/env/liveblocks/secretKy'")
        .doesNotContain(fake.secretKey());
  }

  private static void bind(WebAppContext context, String name, String value) {
    // Registers itself.
    assertThatCode(() -> new EnvEntry(context, name, value, true)).doesNotThrowAnyException();
  }
}
