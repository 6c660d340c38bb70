package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.War;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module for pages, as a server serves it from the jar in WEB-INF/lib. */
class PageModuleTest {

  private static final String PATH = "/liveblocks-servlet/client.js";
  private static final Path SOURCE = Path.of("src/main/resources/META-INF/resources" + PATH);

  /** Each application that has the jar pays for it, and there is no build step to shrink it. */
  private static final int MAX_BYTES = 6_144;

  @Test
  void moduleWhenTheJarIsInWebInfLibThenIsServedAsJavaScript(@TempDir Path directory)
      throws IOException {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/mywar");
    context.setBaseResourceAsPath(War.in(directory).root());
    context.setInitParameter("liveblocks.enabled", "false"); // Nothing here asks Liveblocks.
    try (TestApp app = TestApp.of(context.get())) {
      HttpResponse<String> response = app.send(app.request("/mywar" + PATH).GET());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/javascript");
      assertThat(response.body()).isEqualTo(Files.readString(SOURCE));
    }
  }

  /** Text whose charset no server has to know. */
  @Test
  void moduleIsSmallAndAscii() throws IOException {
    byte[] bytes = Files.readAllBytes(SOURCE);

    assertThat(bytes).hasSizeLessThan(MAX_BYTES);
    for (byte each : bytes) {
      assertThat(each).isNotNegative();
    }
  }
}
