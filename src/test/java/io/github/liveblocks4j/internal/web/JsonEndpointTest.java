package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.AuthRequests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests bring JSON. */
class JsonEndpointTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | identity | true",
        "Application/JSON;charset=UTF-8 | | true",
        "application/json ; charset=\"utf-8\" ; | | true",
        "application/json; | | true",
        "application/json | gzip | false",
        "application/json | identity, gzip | false",
        "`` | | false",
        "; | | false",
        "application/jsonp | | false",
        "application/json x | | false",
        "application/json;charset=iso-8859-1 | | false",
        "application/json;charset=unheard-of | | false",
        "application/json;charset | | false",
        "application/json;charset=\"utf-8 | | false",
        "application/json;charset=\u001futf-8 | | false",
        "application/json;boundary=x | | false",
        "text/json | | false",
        "text/plain;application/json | | false"
      })
  void isJsonWhenTheHeadersSaySoThenTrue(String type, @Nullable String encoding, boolean json) {
    AuthRequests.Builder request = AuthRequests.withoutRoom().header("Content-Type", type);
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    assertThat(JsonEndpoint.isJson(request.build().http())).isEqualTo(json);
  }
}
