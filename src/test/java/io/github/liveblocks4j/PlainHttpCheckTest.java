package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.CapturedLog;
import java.util.logging.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be configured to go over plain HTTP, and with what words. */
class PlainHttpCheckTest {

  private static void build(String key, String baseUrl) {
    Liveblocks.builder().baseUrl(baseUrl).secretKey(key).build().close();
  }

  @ParameterizedTest
  @CsvSource({
    "sk_prod_topsecret, http://localhost:8080",
    "sk_prod_topsecret, http://proxy.localhost",
    "sk_prod_topsecret, http://127.0.0.1:1153",
    "sk_prod_topsecret, http://127.1.2.3",
    "sk_prod_topsecret, http://[::1]:1153",
    "sk_prod_topsecret, https://api.liveblocks.io",
    "sk_prod_topsecret, HTTPS://proxy.example",
    "sk_localdev, http://liveblocks:1153"
  })
  void buildWhenTheKeyStaysSecretThenSaysNothing(String key, String baseUrl) {
    try (CapturedLog log = new CapturedLog()) {
      build(key, baseUrl);
      assertThat(log.text()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.liveblocks.io",
        "HTTP://proxy.example",
        "http://10.0.0.1:8080",
        "http://127.evil.example",
        "http://localhost.evil.example",
        "http://notlocalhost"
      })
  void buildWhenAProductionKeyWouldGoInTheClearThenIsRefused(String baseUrl) {
    assertThatThrownBy(() -> build("sk_prod_topsecret", baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plain HTTP")
        .hasMessageNotContaining("topsecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_dev_topsecret", "sk_topsecret"})
  void buildWhenAnotherKeyWouldGoInTheClearThenWarns(String key) {
    try (CapturedLog log = new CapturedLog()) {
      build(key, "http://liveblocks:1153");
      assertThat(log.only(Level.WARNING))
          .contains("The secret key goes to liveblocks over plain HTTP")
          .doesNotContain("topsecret");
    }
  }
}
