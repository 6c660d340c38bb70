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

  private static LiveblocksConfig config(String key, String baseUrl) {
    return LiveblocksConfig.builder().baseUrl(baseUrl).secretKey(key).build();
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
      assertThat(config(key, baseUrl).secretKey()).isEqualTo(SecretKey.of(key));
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
    assertThatThrownBy(() -> config("sk_prod_topsecret", baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plain HTTP")
        .hasMessageNotContaining("topsecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_dev_topsecret", "sk_topsecret"})
  void buildWhenAnotherKeyWouldGoInTheClearThenWarns(String key) {
    try (CapturedLog log = new CapturedLog()) {
      config(key, "http://liveblocks:1153");
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("The secret key goes to liveblocks over plain HTTP")
          .doesNotContain("topsecret");
    }
  }
}
