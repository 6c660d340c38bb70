package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "/*, true",
    "/api/*, true",
    "/api/auth/*, true",
    "/api/auth, true",
    "'', false",
    "/api, false",
    "/api/auth/, false",
    "/ap/*, false",
    "/api/a/*, false",
    "*.auth, false"
  })
  void coversWhenThePathIsApiAuthThenOnlyMatchingPatternsDo(String pattern, boolean covers) {
    assertThat(UrlPattern.covers(pattern, "/api/auth")).isEqualTo(covers);
  }

  @Test
  void coversWhenThePatternIsAnExtensionThenTheLastSegmentCounts() {
    assertThat(UrlPattern.covers("*.auth", "/api/liveblocks.auth")).isTrue();
    assertThat(UrlPattern.covers("*.auth", "/api.auth/liveblocks")).isFalse();
  }

  @Test
  void rankWhenSeveralMatchThenExactBeforePrefixBeforeExtensionBeforeDefault() {
    String path = "/api/a.auth";
    assertThat(java.util.List.of("/", "*.auth", "/*", "/api/*", "/api/a.auth/*", "/api/a.auth"))
        .isSortedAccordingTo(
            java.util.Comparator.comparingInt(pattern -> UrlPattern.rank(pattern, path)))
        .extracting(pattern -> UrlPattern.rank(pattern, path))
        .doesNotHaveDuplicates();
  }
}
