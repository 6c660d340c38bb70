package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every server with every kind of web application. {@code -Dcontainers=all} takes the large servers
 * and the second JDK as well; {@code -Dcontainers.only=TOMCAT_10,JETTY_EE8} picks from that.
 */
class ContainersIT {

  private static final boolean ALL = System.getProperty("containers", "").equals("all");
  private static final String ONLY = System.getProperty("containers.only", "");
  private static final int NEWER_JDK = 25;
  private static final Report REPORT = new Report();

  static Stream<Arguments> runs() {
    int current = Jdk.current().feature();
    List<Integer> jdks = ALL ? List.of(current, NEWER_JDK) : List.of(current);
    return Arrays.stream(Server.values())
        .filter(server -> ALL || server.has(Server.Trait.SMALL))
        .filter(server -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(server.name()))
        .flatMap(server -> jdks.stream().distinct().map(jdk -> Arguments.of(server, jdk)));
  }

  @AfterAll
  static void report() throws IOException {
    REPORT.writeTo(Workspace.path("report.md"));
    System.out.println("\n" + REPORT.asMarkdown());
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("runs")
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void serverServesEveryKindOfWar(Server server, int feature) throws Exception {
    Optional<Jdk> jdk = Jdk.find(feature);
    Optional<String> reason =
        jdk.isEmpty()
            ? Optional.of("no JDK %1$d found; set JAVA%1$d_HOME".formatted(feature))
            : server.reasonAgainst(feature);
    if (reason.isPresent()) {
      REPORT.skipped(server.title(), feature, reason.get());
      return;
    }
    List<String> failures = new ArrayList<>();
    Path base = Workspace.fresh("%s-%d".formatted(server.name().toLowerCase(Locale.ROOT), feature));
    try {
      run(server, jdk.get(), base, failures);
    } catch (IllegalStateException | IOException e) {
      failures.add("the server: " + e);
      REPORT.ran(server.title(), feature, Duration.ZERO, List.of("FAILED"), "");
    }
    assertThat(failures).as("logs are in %s", base).isEmpty();
    Workspace.delete(base);
  }

  private static void run(Server server, Jdk jdk, Path base, List<String> failures)
      throws Exception {
    List<WarKind> wars = Arrays.stream(WarKind.values()).filter(war -> war.fits(server)).toList();
    List<String> cells = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Duration start;
    ServerLog log;
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ServletContainer container = server.container(base)) {
      container.liveblocks(fake);
      container.environment("LIVEBLOCKS_WEBHOOK_SECRET", EndpointChecks.WEBHOOK_SECRET);
      for (WarKind war : wars) {
        Path file = base.resolve("wars").resolve(war.context() + ".war");
        war.write(file, server.age(), fake);
        container.deploy(file, war.context());
      }
      start = container.start(jdk);
      for (WarKind war : WarKind.values()) {
        if (!wars.contains(war)) {
          cells.add("no CDI");
          continue;
        }
        List<String> failed =
            check(
                server,
                new EndpointChecks(server, container, war, fake),
                new LateBodyChecks(server, container, war),
                war,
                remarks);
        cells.add(failed.isEmpty() ? "ok" : "FAILED");
        failed.forEach(failure -> failures.add(war.title() + ": " + failure));
      }
      container.stop();
      log = new ServerLog(container.log());
    }
    log.complaints().forEach(complaint -> failures.add("the log: " + complaint));
    ServerLog.REQUIRED.stream()
        .filter(text -> log.count(text) != 1)
        .forEach(
            text -> failures.add("the log says %d times: %s".formatted(log.count(text), text)));
    if (!failures.isEmpty() && !cells.contains("FAILED")) {
      remarks.add("FAILED: complaints in the log");
    }
    REPORT.ran(server.title(), jdk.feature(), start, cells, String.join("; ", remarks));
  }

  private interface Check {
    void run() throws Exception;
  }

  private static List<String> check(
      Server server, EndpointChecks checks, LateBodyChecks late, WarKind war, List<String> remarks)
      throws Exception {
    List<String> failed = new ArrayList<>();
    if (war == WarKind.BEANS) {
      attempt("request scope", late::requestScope, failed);
    }
    attempt("ID token", checks::idToken, failed);
    attempt("access token", checks::accessToken, failed);
    attempt("failures", checks::failures, failed);
    attempt("lookups", checks::lookups, failed);
    attempt("webhooks", checks::webhooks, failed);
    attempt("slow upstream", checks::slowUpstream, failed);
    if (war != WarKind.BEANS || !server.has(Server.Trait.LOSES_REQUEST_SCOPE)) {
      attempt("slow bodies", () -> late.slowBodies(war.idTokens()), failed);
    }
    attempt("chunked bodies", () -> late.chunkedBodies(war.idTokens()), failed);
    if (war == WarKind.FRAGMENT || war == WarKind.STANDALONE) {
      attempt("page's module", checks::pageModule, failed);
    }
    if (war == WarKind.FRAGMENT) {
      attempt("hostile requests", checks::hostileRequests, failed);
    }
    if (war == WarKind.COMPLETE) {
      if (!server.has(Server.Trait.READS_UNREAD_BODIES)) {
        attempt("slow bodies at a filter", () -> late.slowBodies(WarKind.FILTERED), failed);
      }
      attempt(
          "slow bodies at a filter for ASYNC",
          () -> late.slowBodies(WarKind.FILTERED_AGAIN),
          failed);
      attempt("chunked bodies at a filter", () -> late.chunkedBodies(WarKind.FILTERED), failed);
      attempt(
          "chunked bodies at a filter for ASYNC",
          () -> late.chunkedBodies(WarKind.FILTERED_AGAIN),
          failed);
      attempt("login", checks::login, failed);
      attempt("filter", checks::filter, failed);
      attempt("filter without async", checks::blocking, failed);
      attempt("env-entry", checks::envEntry, failed);
      attempt("misconfigured", checks::misconfigured, failed);
      int status = checks.statusAtDefaultPath();
      if (status != 404 && status != 405) {
        remarks.add("mounts the fragment in spite of metadata-complete");
      }
    }
    return failed;
  }

  private static void attempt(String name, Check check, List<String> failed) {
    try {
      check.run();
    } catch (Exception | AssertionError e) {
      failed.add(name + ": " + e);
    }
  }
}
