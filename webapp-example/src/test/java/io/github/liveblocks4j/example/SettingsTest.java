package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the sources that need no running WAR; BackEndIT sees the others. */
class SettingsTest {

  private final ServletContextHandler context = new ServletContextHandler();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path directory;

  private Settings settings() {
    return new Settings(context.getServletContext(), environment::get);
  }

  @Test
  void liveblocksWhenNothingIsSetThenThereIsNoProject() {
    environment.put("LIVEBLOCKS_SECRET_KEY", " ");

    assertThat(settings().liveblocks()).isEmpty();
  }

  @Test
  void liveblocksWhenTheEnvironmentHasKeyAndUrlThenBothCount() {
    environment.put("LIVEBLOCKS_SECRET_KEY", "sk_dev_environment");
    environment.put("LIVEBLOCKS_BASE_URL", "http://127.0.0.1:1");

    try (Liveblocks client = settings().liveblocks().orElseThrow()) {
      assertThat(client.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1"));
    }
  }

  @Test
  void liveblocksWhenSeveralSourcesHaveAKeyThenTheStrongestWins() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "sk_prod_file\n");
    environment.put("LIVEBLOCKS_SECRET_KEY", "sk_dev_environment");
    assertThat(key()).contains("sk_dev_***");

    context.setInitParameter("liveblocks.secretKeyFile", file.toString());
    assertThat(key()).contains("sk_prod_***");

    ServletHolder endpoint = new ServletHolder(LiveblocksAuthServlet.class);
    endpoint.setInitParameter("secretKey", "sk_initParam");
    context.addServlet(endpoint, "/api/liveblocks-auth");
    assertThat(key()).contains("sk_***");
  }

  private String key() {
    try (Liveblocks client = settings().liveblocks().orElseThrow()) {
      return client.toString();
    }
  }

  @Test
  void liveblocksWhenTheKeyFileIsMissingThenTheMessageNamesTheSetting() {
    environment.put("LIVEBLOCKS_SECRET_KEY_FILE", directory.resolve("missing").toString());

    assertThatThrownBy(() -> settings().liveblocks())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("secretKeyFile");
  }

  @Test
  void liveblocksWhenTheKeyIsMalformedThenTheMessageDoesNotRepeatIt() {
    environment.put("LIVEBLOCKS_SECRET_KEY", "\"sk_dev_quoted\"");

    assertThatThrownBy(() -> settings().liveblocks())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("quoted");
  }
}
