package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/** Fuzzes what an operator writes: values, names, and a key in each wrong place. */
class SettingsFuzzTest {

  private static final ServletContext CONTEXT = new ServletContextHandler().getServletContext();

  @FuzzTest
  void read(byte[] bytes) {
    FuzzInput input = FuzzInput.utf8(bytes);
    Map<String, String> initParams = named(input.headers());
    // A file of the machine that runs the test is none of the fuzzer's business.
    initParams.remove(Setting.SECRET_KEY_FILE.initParam());
    input.body().lines().findFirst().ifPresent(name -> initParams.put(name, "x"));
    SettingSources sources = sources(initParams);
    EndpointSettings settings = new EndpointSettings(sources);

    requireOrExplain(
        () -> {
          sources.requireKnownNames();
          return true;
        });
    requireOrExplain(settings::enabled);
    requireOrExplain(settings::async);
    assertBetween(1, requireOrExplain(settings::maxBodyBytes), 1024 * 1024);
    assertBetween(0, requireOrExplain(settings::maxTokensPerUserPerMinute), Integer.MAX_VALUE);
    assertBetween(
        Duration.ofMillis(1), requireOrExplain(settings::bodyTimeout), Duration.ofMinutes(1));
    Objects.requireNonNullElse(
            requireOrExplain(settings::allowedOrigins), Collections.<String>emptySet())
        .forEach(origin -> assertThat(Origin.canonical(origin)).isEqualTo(origin));
    Objects.requireNonNullElse(
            requireOrExplain(settings::roleGroups), Collections.<String>emptyList())
        .forEach(role -> assertThat(role).isNotEmpty().doesNotContain(",", " ", "\n"));
    try (Liveblocks client = requireOrExplain(() -> settings.liveblocks(null))) {
      if (client != null) {
        assertWithinContract(client);
      }
    }
  }

  private static SettingSources sources(Map<String, String> initParams) {
    return new SettingSources(
        new EndpointConfig(
            "fuzzed", CONTEXT, initParams::get, List.copyOf(initParams.keySet()), List.of()),
        Map.of());
  }

  /** Names settings as init-params do; the corpus need not be exact about case. */
  private static Map<String, String> named(Map<String, String> headers) {
    Map<String, String> named = new HashMap<>();
    headers.forEach(
        (name, value) ->
            named.put(
                Arrays.stream(Setting.values())
                    .map(Setting::initParam)
                    .filter(known -> known.toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElse(name),
                value));
    return named;
  }

  private static void assertWithinContract(Liveblocks client) {
    assertThat(client.baseUrl().getScheme()).matches("(?i)https?");
    assertThat(client.baseUrl().getHost()).isNotEmpty();
    assertThat(client.baseUrl().getRawUserInfo()).isNull();
    assertThat(client.baseUrl().toString()).doesNotContain("?", "#").doesNotEndWith("/");
    assertBetween(Duration.ofMillis(1), client.deadline(), Duration.ofMinutes(5));
    assertThat(client.toString()).contains("secretKey=sk_");
  }

  private static <T extends Comparable<? super T>> void assertBetween(
      T least, @Nullable T value, T most) {
    if (value != null) {
      assertThat(least.compareTo(value)).as("%s", value).isNotPositive();
      assertThat(most.compareTo(value)).as("%s", value).isNotNegative();
    }
  }

  /** Null when the setting is rejected, by a message that is safe for a log. */
  private static <T> @Nullable T requireOrExplain(Supplier<T> read) {
    try {
      return read.get();
    } catch (MisconfiguredException e) {
      assertThat(String.valueOf(e.getMessage()))
          .hasSizeBetween(1, 2_000)
          .doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
      assertThat(Secrets.leakIn(e.toString())).isEmpty();
      return null;
    }
  }
}
