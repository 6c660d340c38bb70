package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Fuzzes the header with which something in Liveblocks' place says how long to wait. */
class RetryAfterFuzzTest {

  @FuzzTest
  void parse(byte[] header) {
    Optional<Duration> delay = RetryAfter.parse(new String(header, StandardCharsets.ISO_8859_1));

    assertThat(delay.orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofDays(1));
  }
}
