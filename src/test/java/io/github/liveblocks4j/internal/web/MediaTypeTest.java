package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        " application/json ",
        "Application/JSON;charset=UTF-8",
        "application/json ; charset = \"utf-8\" ;",
        "application/json;"
      })
  void isJsonWhenItSaysSoThenTrue(String type) {
    assertThat(MediaType.isJson(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "application/jsonp",
        "application/json x",
        "application/json;charset=iso-8859-1",
        "application/json;charset",
        "application/json;charset=\"utf-8",
        "application/json;boundary=x",
        "text/json",
        "text/plain;application/json"
      })
  void isJsonWhenItSaysAnythingElseThenFalse(String type) {
    assertThat(MediaType.isJson(type)).isFalse();
  }

  /** No text of this length is looked at, so none can take long. */
  @ParameterizedTest
  @ValueSource(ints = {101, 7_000, 32_000})
  void isJsonWhenItIsLongerThanAnyMediaTypeThenFalse(int length) {
    String text = "application/json" + " ".repeat(length - 16);
    assertThat(MediaType.isJson(text)).isFalse();
  }
}
