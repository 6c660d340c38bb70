package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.AuthRequests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests bring JSON. */
class JsonEndpointTest {

  private static boolean isJson(String type) {
    return JsonEndpoint.isJson(
        AuthRequests.withoutRoom().header("Content-Type", type).build().http());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON;charset=UTF-8",
        "application/json ; charset=\"utf-8\" ;",
        "application/json;"
      })
  void isJsonWhenItSaysSoThenTrue(String type) {
    assertThat(isJson(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "application/jsonp",
        "application/json x",
        "application/json;charset=iso-8859-1",
        "application/json;charset=unheard-of",
        "application/json;charset",
        "application/json;charset=\"utf-8",
        "application/json;charset=\u001futf-8",
        "application/json;boundary=x",
        "text/json",
        "text/plain;application/json"
      })
  void isJsonWhenItSaysAnythingElseThenFalse(String type) {
    assertThat(isJson(type)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity"})
  void isJsonWhenTheBodyIsEncodedThenFalse(String encoding) {
    assertThat(
            JsonEndpoint.isJson(
                AuthRequests.withoutRoom()
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", encoding)
                    .build()
                    .http()))
        .isEqualTo(encoding.equals("identity"));
  }
}
