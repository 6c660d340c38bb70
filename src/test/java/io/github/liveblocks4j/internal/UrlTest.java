package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", ".", "..", "\ud83d", "a\udc00"})
  void variableWhenValueHasNoAddressThenRefused(String value) {
    Url url = new Url("/v2/rooms/{roomId}");

    assertThatThrownBy(() -> url.variable("roomId", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("roomId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rooms",
        "v2/rooms",
        "https://example.org/v2/rooms",
        "//example.org/v2/rooms",
        "/v2/",
        "/v2/rooms/",
        "/v2//rooms",
        "/v2/../x",
        "/v2/rooms/.",
        "/v2/rooms?a=b",
        "/v2/rooms#a",
        "/v2/rooms/{room id}",
        "/v2/rooms/{roomId}.json",
        "/v2/rooms/a b"
      })
  void templateWhenMalformedThenRefused(String template) {
    assertThatThrownBy(() -> new Url(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path template");
  }

  @Test
  void variableWhenUnknownOrMissingThenRefused() {
    assertThatThrownBy(() -> new Url("/v2/rooms/{roomId}").variable("id", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{id}");
    assertThatThrownBy(() -> new Url("/v2/rooms/{roomId}").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{roomId}");
  }

  @Test
  void queryWhenAddedThenEncodedAndAbsentOnesLeftOut() {
    assertThat(
            new Url("/v2/rooms")
                .query("a b", "c&d=e")
                .query("none", null)
                .query("limit", 20)
                .build())
        .isEqualTo("/v2/rooms?a%20b=c%26d%3De&limit=20");
  }

  @Test
  void variableWhenValueLooksLikeAVariableThenItIsNone() {
    assertThat(new Url("/v2/rooms/{a}/{b}").variable("a", "{b}").variable("b", "$1\\").build())
        .isEqualTo("/v2/rooms/%7Bb%7D/%241%5C");
  }

  @Property
  void variableComesBackWhenDecoded(@ForAll String value) {
    if (isSegment(value)) {
      URI uri = uri(new Url("/v2/rooms/{roomId}/storage").variable("roomId", value));

      assertThat(uri.getRawPath().split("/", -1)).hasSize(5);
      assertThat(uri.getPath()).isEqualTo("/v2/rooms/" + value + "/storage");
      assertThat(uri.normalize()).isEqualTo(uri);
      assertThat(uri.getRawQuery()).isNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Url("/v2/rooms/{roomId}").variable("roomId", value));
    }
  }

  @Property
  void queryComesBackWhenDecoded(@ForAll String value) {
    if (isWellFormed(value)) {
      URI uri = uri(new Url("/v2/rooms").query("query", value).query("limit", 1));

      assertThat(uri.getRawQuery()).matches("query=[A-Za-z0-9._~%-]*&limit=1");
      assertThat(uri.getQuery()).isEqualTo("query=" + value + "&limit=1");
      assertThat(uri.getRawFragment()).isNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Url("/v2/rooms").query("query", value));
    }
  }

  private static URI uri(Url url) {
    return URI.create("https://api.liveblocks.io" + url.build());
  }

  private static boolean isSegment(String value) {
    return isWellFormed(value) && !value.isBlank() && !value.equals(".") && !value.equals("..");
  }

  private static boolean isWellFormed(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(value);
  }
}
