package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.support.Secrets;
import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OriginPropertiesTest {

  @Provide
  Arbitrary<String> schemes() {
    return Arbitraries.of("http", "https", "HTTP", "hTTps");
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .ofMinLength(1)
        .ofMaxLength(20)
        .map(name -> name + ".Example");
  }

  @Property
  void canonicalIsWhatABrowserSends(
      @ForAll("schemes") String scheme,
      @ForAll("hosts") String host,
      @ForAll @IntRange(min = -1, max = 70_000) int port) {
    String text = scheme + "://" + host + (port < 0 ? "" : ":" + port);

    if (port == 0 || port > 65_535) {
      assertThatIllegalArgumentException().isThrownBy(() -> Origin.canonical(text));
      return;
    }
    URI canonical = URI.create(Origin.canonical(text));
    assertThat(canonical.getScheme()).isLowerCase().isEqualToIgnoringCase(scheme);
    assertThat(canonical.getHost()).isLowerCase().isEqualToIgnoringCase(host);
    boolean isDefault = port == (scheme.length() == 5 ? 443 : 80);
    assertThat(canonical.getPort()).isEqualTo(isDefault ? -1 : port);
    assertThat(Origin.canonical(canonical.toString())).isEqualTo(canonical.toString());
  }

  @Property
  void textIsAnOriginOrIsRefusedInALineWithoutSecrets(@ForAll String text) {
    for (String each : new String[] {text, "https://" + text, "https://a.example" + text}) {
      try {
        assertThat(Origin.canonical(each))
            .matches("https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cc}");
        assertThat(Secrets.leakIn(e.toString())).isEmpty();
      }
    }
  }
}
