package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the secret key comes from, and what is said when there is none. */
class SecretKeySettingTest {

  private static final String KEY = SettingsFixture.KEY;

  private final SettingsFixture app = new SettingsFixture();

  @TempDir private Path directory;

  private String config() {
    try (Liveblocks client = app.settings().liveblocks(null)) {
      return client.toString();
    }
  }

  private void keyFile(String content) throws IOException {
    app.initParams.put(
        "secretKeyFile", Files.writeString(directory.resolve("key"), content).toString());
  }

  @Test
  void liveblocksWhenTheKeyIsInTheEnvironmentThenItIsTaken() {
    app.environment.put("LIVEBLOCKS_SECRET_KEY", KEY);
    assertThat(config()).contains("secretKey=sk_dev_***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {KEY, KEY + "\n", KEY + "\r\n", "\ufeff" + KEY, "\ufeff" + KEY + "\r\n\r\n"})
  void liveblocksWhenTheKeyIsInAFileThenItIsTaken(String content) throws IOException {
    keyFile(content);
    assertThat(config()).contains("secretKeyFile=" + directory.resolve("key"));
  }

  @Test
  void liveblocksWhenTheKeyFileCannotBeReadThenSaysSo() throws IOException {
    app.initParams.put("secretKeyFile", directory.resolve("absent").toString());
    assertThatThrownBy(this::config)
        .hasMessageContaining("init-param secretKeyFile")
        .hasMessageContaining("NoSuchFileException");

    keyFile("x".repeat(5_000));
    assertThatThrownBy(this::config).hasMessageContaining("larger than 4096 bytes");
  }

  @Test
  void liveblocksWhenKeyAndFileAreSetThenTheStrongerSourceWins() throws IOException {
    app.environment.put("LIVEBLOCKS_SECRET_KEY", KEY);
    keyFile("sk_prod_file");
    assertThat(config()).contains("secretKeyFile=" + directory.resolve("key"));
    assertThat(app.settings().ownSecretKey()).hasValue("init-param secretKeyFile");

    app.environment.put("LIVEBLOCKS_SECRET_KEY_FILE", app.initParams.get("secretKeyFile"));
    app.initParams.clear();
    assertThatThrownBy(this::config)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("keep one of them");
  }

  @Test
  void liveblocksWhenThereIsNoKeyThenSaysHowToSetOne() {
    app.environment.put("LIVEBLOCKS_SECRET_KEY", " ");
    assertThatThrownBy(this::config)
        .hasMessageContaining("no secret key is set")
        .hasMessageContaining("init-param secretKey")
        .hasMessageContaining("context-param liveblocks.secretKey")
        .hasMessageContaining("JNDI entry java:comp/env/liveblocks/secretKey")
        .hasMessageContaining("system property liveblocks.secretKey")
        .hasMessageContaining("environment variable LIVEBLOCKS_SECRET_KEY")
        .hasMessageContaining("LIVEBLOCKS_SECRET_KEY_FILE");
  }
}
