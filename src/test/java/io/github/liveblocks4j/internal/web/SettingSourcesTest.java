package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.CapturedLog;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sources of a setting, their order, and unknown names in them. */
class SettingSourcesTest {

  private final SettingsFixture app = new SettingsFixture();

  @AfterEach
  void clear() {
    System.clearProperty("liveblocks.baseUrl");
    System.clearProperty("liveblocks.secretKy");
  }

  private String baseUrl() {
    return app.sources().find(Setting.BASE_URL).orElseThrow().text();
  }

  @Test
  void findWhenSeveralSourcesHaveItThenTheStrongestWins() {
    app.environment.put("LIVEBLOCKS_BASE_URL", "https://environment.example");
    assertThat(baseUrl()).isEqualTo("https://environment.example");
    System.setProperty("liveblocks.baseUrl", "https://property.example");
    assertThat(baseUrl()).isEqualTo("https://property.example");
    // JNDI stands between the two: WebApplicationTest.
    app.context.setInitParameter("liveblocks.baseUrl", "https://context.example");
    assertThat(baseUrl()).isEqualTo("https://context.example");
    app.initParams.put("baseUrl", "https://init.example");
    assertThat(baseUrl()).isEqualTo("https://init.example");
  }

  @Test
  void findWhenTextIsBlankThenCountsAsNotSet() {
    app.environment.put("LIVEBLOCKS_BASE_URL", "https://environment.example");
    app.context.setInitParameter("liveblocks.baseUrl", "\n  ");
    app.initParams.put("baseUrl", "");

    assertThat(baseUrl()).isEqualTo("https://environment.example");
    app.environment.put("LIVEBLOCKS_BASE_URL", " ");
    assertThat(app.sources().find(Setting.BASE_URL)).isEmpty();
  }

  @Test
  void checkNamesWhenOneIsMisspeltThenListsThoseThatAreKnown() {
    app.context.setInitParameter("liveblocks.secret", SettingsFixture.KEY);
    app.context.setInitParameter("somebody.else", "x");
    assertUnknown("context-param 'liveblocks.secret'", "liveblocks.secretKeyFile");
    app.initParams.put("secretkey", SettingsFixture.KEY);
    assertUnknown("init-param 'secretkey'", "secretKey, secretKeyFile");
    app.initParams.clear();
    app.initParams.put(SettingsFixture.KEY, "secretKey");
    assertUnknown("init-param 'sk_***'", "secretKey, secretKeyFile");
  }

  private void assertUnknown(String name, String known) {
    assertThatThrownBy(() -> app.sources().checkNames(app.config()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("unknown " + name)
        .hasMessageContaining(known)
        .hasMessageNotContaining(SettingsFixture.KEY);
  }

  @Test
  void checkNamesWhenASharedOneIsLikeOursThenWarns() {
    app.environment.put("LIVEBLOCKS_SECRET_KY", SettingsFixture.KEY);
    app.environment.put("LIVEBLOCKS_SECRET_KEY_FILE", "/run/secrets/key");
    app.environment.put("LIVEBLOCKS_PUBLIC_KEY", "pk_of_the_page");
    app.environment.put("LIVEBLOCKS_DEV_SERVER_HOST", "localhost");
    app.environment.put("PATH", "/bin");
    System.setProperty("liveblocks.secretKy", SettingsFixture.KEY);

    try (CapturedLog log = new CapturedLog()) {
      app.sources().checkNames(app.config());

      assertThat(log.at(Level.WARNING)).hasSize(2);
      assertThat(log.text())
          .contains("ignores the unknown system property 'liveblocks.secretKy'")
          .contains("ignores the unknown environment variable 'LIVEBLOCKS_SECRET_KY'")
          .doesNotContain(SettingsFixture.KEY);
    }
  }
}
