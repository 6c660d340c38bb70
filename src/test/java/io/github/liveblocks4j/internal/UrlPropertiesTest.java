package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UrlPropertiesTest {

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
