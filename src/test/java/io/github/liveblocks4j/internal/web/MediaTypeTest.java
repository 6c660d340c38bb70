package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.UnsupportedCharsetException;
import org.junit.jupiter.api.Test;
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
        "application/json;charset=\u001futf-8",
        "application/json;boundary=x",
        "text/json",
        "text/plain;application/json"
      })
  void isJsonWhenItSaysAnythingElseThenFalse(String type) {
    assertThat(MediaType.isJson(type)).isFalse();
  }

  /** As in Jetty's ee10 and ee11, which look the charset up. */
  @Test
  void isJsonWhenTheContainerDoesNotKnowTheCharsetThenFalse() {
    String type = "application/json;charset=unheard-of";
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                MediaTypeTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getHeader" -> arguments[0].equals("Content-Type") ? type : null;
                      case "getContentType" -> throw new UnsupportedCharsetException("unheard-of");
                      default -> throw new UnsupportedOperationException(method.getName());
                    });

    assertThat(MediaType.isJson(request)).isFalse();
  }

  /** No text of this length is looked at, so none can take long. */
  @ParameterizedTest
  @ValueSource(ints = {101, 7_000, 32_000})
  void isJsonWhenItIsLongerThanAnyMediaTypeThenFalse(int length) {
    String text = "application/json" + " ".repeat(length - 16);
    assertThat(MediaType.isJson(text)).isFalse();
  }
}
