package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTextTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com",
    "HTTPS://App.Example.COM, https://app.example.com",
    "https://app.example.com:443, https://app.example.com",
    "http://app.example.com:80, http://app.example.com",
    "http://app.example.com:443, http://app.example.com:443",
    "https://app.example.com:80, https://app.example.com:80",
    "https://app.example.com:08443, https://app.example.com:8443",
    "https://[::1]:443, https://[::1]",
    "http://localhost:3000, http://localhost:3000",
    "https://xn--bcher-kva.example, https://xn--bcher-kva.example",
    "capacitor://localhost, capacitor://localhost",
    "Tauri://LocalHost, tauri://LocalHost",
    "chrome-extension://gmkiokemhjjdjmpnnjmnbkjgfkjmeoob,"
        + " chrome-extension://gmkiokemhjjdjmpnnjmnbkjgfkjmeoob",
    "app://host:443, app://host:443"
  })
  void canonicalWhenWellFormedThenIsAsBrowsersSendIt(String text, String expected) {
    assertThat(SettingText.origin(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "app.example.com",
        "file://",
        "capacitor:localhost",
        "://app.example.com",
        "1app://app.example.com",
        "https://user@app.example.com",
        "https://app.example.com:",
        "https://app.example.com:0",
        "https://app.example.com:65536",
        "https://b\u00fccher.example"
      })
  void canonicalWhenMalformedThenSaysWhatIsExpected(String text) {
    assertThatThrownBy(() -> SettingText.origin(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "'" + text + "' is not a valid origin: expected scheme://host[:port]");
  }
}
