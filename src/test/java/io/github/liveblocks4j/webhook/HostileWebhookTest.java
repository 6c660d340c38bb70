package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests that no client writes, to an endpoint that trusts nothing but a signature. They have
 * a server of their own: beside those that Jetty refuses, it can hand the servlet bytes of another
 * connection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWebhookTest {

  private static final Set<String> CODES =
      Set.of(
          "invalid_signature",
          "invalid_request",
          "method_not_allowed",
          "request_too_large",
          "request_timeout");

  private final AtomicInteger handled = new AtomicInteger();
  private final AtomicInteger reached = new AtomicInteger();
  private WebhookApp app;
  private CapturedLog log;

  @BeforeAll
  void start() {
    log = new CapturedLog();
    app = WebhookApp.start(delivery -> handled.incrementAndGet());
  }

  @AfterAll
  void manyReachedTheEndpointAndNoneTheLog() {
    app.close();
    try (WebhookApp other = WebhookApp.start(delivery -> handled.incrementAndGet())) {
      assertThat(other.status(WebhookApp.comment())).isEqualTo(200);
    }
    log.close();
    assertThat(reached.get()).isGreaterThan(100);
    assertThat(log.text()).contains("rejected a delivery: the header webhook-id is missing");
    assertThat(log.text()).doesNotContainIgnoringCase(HostileRequest.MARK);
    assertThat(log.at(Level.SEVERE)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.liveblocks4j.support.hostile.HostileRequest#all")
  void requestWhenHostileThenIsRejectedOnceAndHandlesNothing(HostileRequest request)
      throws IOException {
    RawResponses responses = RawResponses.to(request, app.app().port(), TestApp.PATH);

    responses.assertHarmless();
    assertThat(CODES).as(responses.text()).containsAll(responses.codes());
    if (request.isForEndpoint()) {
      assertThat(responses.codes()).as(responses.text()).hasSize(1);
    }
    if (responses.fromEndpoint() > 0) {
      reached.incrementAndGet();
    }
    assertThat(handled).hasValue(0);
  }
}
