package io.github.liveblocks4j.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests as no client writes them, over raw sockets: most never reach an endpoint, whether it
 * mints tokens or takes webhooks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSocketTest {

  /** The lines about requests: what a proxy may have to pass on, and why a delivery is forged. */
  private static final Pattern KNOWN = Pattern.compile("rejected a (page: its origin|delivery: )");

  private static final Set<String> GARBAGE = Set.of("container", "denied", "any");
  private static final Set<String> WEBHOOK_CODES =
      Set.of(
          "invalid_signature",
          "invalid_request",
          "method_not_allowed",
          "request_too_large",
          "request_timeout");

  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final WebhookVerifier verifier = WebhookVerifier.of("whsec_" + "A".repeat(32));
  private final AtomicInteger handled = new AtomicInteger();

  // What Jetty may refuse has servers of its own: beside it, Jetty can mix up connections' bytes.
  private final Map<String, TestApp> apps = new HashMap<>();

  private CapturedLog log;

  @BeforeAll
  void start() {
    for (boolean garbage : new boolean[] {true, false}) {
      apps.put(
          "tokens" + garbage,
          TestApp.with(
              new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")),
              fake,
              "maxTokensPerUserPerMinute",
              "0"));
      apps.put(
          "webhook" + garbage,
          TestApp.with(
              new LiveblocksWebhookServlet(verifier, delivery -> handled.incrementAndGet()),
              Map.of()));
    }
    log = new CapturedLog();
  }

  @AfterAll
  void stop() {
    log.close();
    apps.values().forEach(TestApp::close);
    assertThat(log.text()).contains("rejected a delivery: the header webhook-id is missing");
  }

  @AfterEach
  void nothingIsLogged() {
    assertThat(log.at(Level.SEVERE)).isEmpty();
    assertThat(log.at(Level.WARNING)).allMatch(line -> KNOWN.matcher(line).find());
    assertThat(log.text().lines().filter(line -> !line.contains("rejected a page: its origin")))
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(HostileRequest.MARK));
  }

  @ParameterizedTest
  @MethodSource("io.github.liveblocks4j.support.hostile.HostileRequest#all")
  void requestWhenHostileThenRejectedOrServedOnce(HostileRequest request) throws IOException {
    int calls = fake.requests().size();

    RawResponses responses = RawResponses.to(request, app(request, "tokens").port(), TestApp.PATH);

    assertHarmless(request, responses);
    assertThat(responses.complaint(request, false)).as(responses.text()).isEmpty();
    int called = fake.requests().size() - calls;
    assertThat(called == responses.tokens() || request.isServedUnseen(called))
        .as("%d calls of Liveblocks for %s", called, responses.text())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.github.liveblocks4j.support.hostile.HostileRequest#all")
  void deliveryWhenHostileThenRejectedOnceAndHandlesNothing(HostileRequest request)
      throws IOException {
    RawResponses responses = RawResponses.to(request, app(request, "webhook").port(), TestApp.PATH);

    assertHarmless(request, responses);
    assertThat(WEBHOOK_CODES).as(responses.text()).containsAll(responses.codes());
    assertThat(handled).hasValue(0);
  }

  private TestApp app(HostileRequest request, String kind) {
    return requireNonNull(apps.get(kind + GARBAGE.contains(request.expected())));
  }

  private static void assertHarmless(HostileRequest request, RawResponses responses) {
    assertThat(responses.fromEndpoint())
        .as(responses.text())
        .isBetween(request.isForEndpoint() ? 1L : 0L, 1L);
    assertThat(responses.hasFailed() || responses.showsInside()).as(responses.text()).isFalse();
    assertThat(responses.text()).doesNotContain("io.github.liveblocks4j");
    if (responses.fromEndpoint() > 0) {
      assertThat(responses.text()).doesNotContainIgnoringCase(HostileRequest.MARK);
    }
  }
}
