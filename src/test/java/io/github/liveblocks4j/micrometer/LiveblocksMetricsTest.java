package io.github.liveblocks4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metrics, their table in the handbook, and the dashboard that reads them. */
@ExtendWith(FakeLiveblocksExtension.class)
class LiveblocksMetricsTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(liveblocks[.\\w]+)` \\| (\\w+) \\| (.*?) \\|", Pattern.MULTILINE);

  private static final Pattern QUERY = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SELECTOR = Pattern.compile("(liveblocks_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

  private static void register(ServletContext context, MeterRegistry registry) {
    // snippet: metrics
    context.setAttribute(LiveblocksListener.class.getName(), new LiveblocksMetrics(registry));
    // end
  }

  /** Has some requests made, one of them with a retry, and looks at the metrics. */
  private static void withMetrics(
      FakeLiveblocks fake, Consumer<PrometheusMeterRegistry> whileRunning) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    UserResolver resolver =
        request ->
            request.http().getHeader("X-Test-User") == null
                ? null
                : LiveblocksUser.of("alice@acme");
    try (TestApp app =
        TestApp.with(
            new LiveblocksAuthServlet(resolver),
            TestApp.settings(fake),
            context -> register(context.getServletContext(), registry))) {
      fake.next(Failure.status(503));
      app.post("{\"room\":\"acme:plans\"}", "X-Test-User", "alice");
      app.post("{}", "X-Test-User", "alice");
      app.send(app.request(TestApp.PATH).GET()); // Never reaches the application.
      app.post("{}");
      Await.until(
          () ->
              registry.find("liveblocks.requests").tag("code", "unauthenticated").timer() != null);
      whileRunning.accept(registry);
    }
  }

  @Test
  void metersAreThoseOfTheHandbook(FakeLiveblocks fake) throws IOException {
    String handbook = Files.readString(Path.of("src/docs/operations.md"));
    Set<Row> rows =
        ROW.matcher(handbook)
            .results()
            .map(row -> new Row(row.group(1), row.group(2), tags(row.group(3).replace("`", ""))))
            .collect(Collectors.toSet());
    withMetrics(
        fake,
        registry -> {
          assertThat(registry.getMeters().stream().map(Row::of).collect(Collectors.toSet()))
              .isEqualTo(rows);
          assertThat(registry.getMeters())
              .noneMatch(meter -> meter.getId().toString().matches(".*(alice|acme).*"));
          assertThat(registry.get("liveblocks.requests").tag("code", "ok").timer().count())
              .isEqualTo(2);
          assertThat(registry.get("liveblocks.requests").tag("code", "method_not_allowed").timer())
              .returns(1L, Timer::count);
          assertThat(registry.get("liveblocks.requests.application").timer().count()).isEqualTo(3);
          assertThat(registry.get("liveblocks.calls").timer().count()).isEqualTo(2);
          assertThat(registry.get("liveblocks.calls.retries").counter().count()).isEqualTo(1);
        });
  }

  /** A meter, and the row of the table that it has. */
  private record Row(String name, String type, Set<String> tags) {

    static Row of(Meter meter) {
      Meter.Id id = meter.getId();
      return new Row(
          id.getName(),
          id.getType().name().toLowerCase(Locale.ROOT),
          id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()));
    }
  }

  private static Set<String> tags(String cell) {
    return cell.equals("none") ? Set.of() : Set.of(cell.split(", ", -1));
  }

  @Test
  void dashboardWhenItsQueriesRunThenEachFindsASeries(FakeLiveblocks fake) throws IOException {
    String dashboard = Files.readString(Path.of("src/docs/grafana-dashboard.json"));
    List<String> queries =
        QUERY
            .matcher(dashboard)
            .results()
            .map(query -> query.group(1).replace("\\\"", "\""))
            .toList();
    assertThat(queries).hasSizeGreaterThan(10);
    withMetrics(
        fake,
        registry -> {
          List<String> series = registry.scrape().lines().toList();
          assertThat(queries).allSatisfy(query -> assertFindsItsSeries(query, series));
        });
  }

  private static void assertFindsItsSeries(String query, List<String> all) {
    List<String> grouping =
        GROUPING
            .matcher(query)
            .results()
            .flatMap(by -> Stream.of(by.group(1).split(", ", -1)))
            .toList();
    List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
    assertThat(selectors).isNotEmpty();
    for (MatchResult selector : selectors) {
      String labels = selector.group(2) == null ? "" : selector.group(2);
      assertThat(all)
          .filteredOn(series -> series.split("[{ ]", -1)[0].equals(selector.group(1)))
          .filteredOn(series -> Stream.of(labels.split(", ?", -1)).allMatch(series::contains))
          .isNotEmpty()
          .allMatch(series -> grouping.stream().allMatch(label -> series.contains(label + "=")));
    }
  }

  private static CallEvent call(String path) {
    return new CallEvent("GET", path, "ok", 200, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  @Test
  void callsWhenTemplatesAreMadeOfIdsThenTheSeriesAreBounded() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (LiveblocksMetrics metrics = new LiveblocksMetrics(registry)) {
      for (int i = 0; i < 1_000; i++) {
        metrics.onCall(call("/v2/rooms/room-" + i));
      }
      assertThat(registry.get("liveblocks.calls").timers()).hasSize(101);
      assertThat(registry.get("liveblocks.calls").tag("uri", "other").timer().count())
          .isEqualTo(900);
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void gaugesWhenThereAreSeveralClientsThenTheirSum() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    LiveblocksMetrics metrics = new LiveblocksMetrics(registry);
    metrics.onClient(() -> new LiveblocksHealth(true, true, false, 3, 4));
    metrics.onClient(() -> new LiveblocksHealth(false, true, false, 10, 20));

    assertThat(registry.getMetersAsString().lines())
        .containsExactlyInAnyOrder(
            "liveblocks.calls.active(GAUGE)[]; value=13.0",
            "liveblocks.calls.waiting(GAUGE)[]; value=24.0",
            "liveblocks.breaker.open(GAUGE)[calls='token']; value=2.0",
            "liveblocks.breaker.open(GAUGE)[calls='other']; value=0.0",
            "liveblocks.secret.key.rejected(GAUGE)[]; value=1.0");
  }
}
