package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.internal.Events;
import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import io.github.liveblocks4j.webhook.WebhookHandler;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import jakarta.servlet.http.HttpServlet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a listener is told of requests to each endpoint. */
@ExtendWith(FakeLiveblocksExtension.class)
class ListenerTest {

  private static final String SECRET = "whsec_" + "A".repeat(32);

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice@acme");

  private final Events events = new Events();

  private TestApp app(HttpServlet servlet, Map<String, String> settings) {
    return TestApp.with(
        servlet,
        settings,
        context -> context.setAttribute(LiveblocksListener.class.getName(), events));
  }

  private TestApp auth(FakeLiveblocks fake, @Nullable LiveblocksUser user) {
    return app(new LiveblocksAuthServlet(request -> user), TestApp.settings(fake));
  }

  private List<String> requests(int count) {
    Await.until(() -> events.requests().size() >= count);
    return events.requests().stream()
        .map(request -> request.endpoint() + " " + request.code() + " " + request.status())
        .toList();
  }

  @Test
  void tokenWhenItIsRequestedThenOneEventOfTheRequestAndOneOfItsCall(FakeLiveblocks fake) {
    try (TestApp app = auth(fake, ALICE)) {
      assertThat(app.post("{\"room\":\"acme:plans\"}").statusCode()).isEqualTo(200);

      assertThat(requests(1)).containsExactly("auth ok 200");
      assertThat(events.calls())
          .singleElement()
          .extracting(CallEvent::pathTemplate, CallEvent::code, CallEvent::attempts)
          .containsExactly("/v2/identify-user", "ok", 1);
      RequestEvent request = events.requests().get(0);
      assertThat(request.total())
          .isGreaterThanOrEqualTo(request.application())
          .isGreaterThanOrEqualTo(events.calls().get(0).total());
      assertThat(events.clients()).hasSize(1);
    }
  }

  @Test
  void logWhenAtDebugThenOneLineForEachRequest(FakeLiveblocks fake) {
    try (CapturedLog log = new CapturedLog();
        TestApp app = auth(fake, ALICE)) {
      app.post("{\"room\":\"acme:plans\"}");
      assertThat(log.text()).doesNotContain("alice").doesNotContain("plans");
      // log: requests
      assertThat(log.messages())
          .filteredOn(line -> line.startsWith("Liveblocks endpoint") && line.contains(": ok, "))
          .singleElement()
          .extracting(line -> line.replaceAll("\\d+ ms \\(\\d+", "74 ms (3"))
          .isEqualTo(
              "Liveblocks endpoint 'liveblocks-auth' of the root application: ok, status 200, "
                  + "74 ms (3 in the application)");
    }
  }

  @Test
  void tokenWhenItIsDeniedThenTheEventSaysWhy(FakeLiveblocks fake) {
    try (TestApp app = auth(fake, null)) {
      app.post("{}");
      app.send(app.request(TestApp.PATH).GET());
      app.post("{}", "Origin", "https://evil.example");
      app.preflight("Origin", "https://evil.example");
      app.preflight("Sec-Fetch-Site", "same-origin", "Origin", app.uri("").toString());

      assertThat(requests(5))
          .containsExactly(
              "auth unauthenticated 401",
              "auth method_not_allowed 405",
              "auth origin_not_allowed 403",
              "auth origin_not_allowed 403",
              "auth preflight 204");
      assertThat(events.calls()).isEmpty();
    }
  }

  @Test
  void deliveryWhenItIsHandledThenTheHandlersTimeIsKnown() {
    WebhookSigner signer = WebhookSigner.of(SECRET);
    WebhookHandler handler = delivery -> {};
    try (TestApp app =
        app(new LiveblocksWebhookServlet(WebhookVerifier.of(SECRET), handler), Map.of())) {
      var delivery = signer.event("commentCreated", Map.of("roomId", "acme:plans"));
      assertThat(delivery.postTo(app.uri(TestApp.PATH))).isEqualTo(200);
      app.post("{}");

      assertThat(requests(2)).containsExactly("webhook ok 200", "webhook invalid_signature 401");
      assertThat(events.requests().get(0).application()).isPositive();
      assertThat(events.requests().get(1).application()).isZero();
    }
  }

  @Test
  void lookupWhenTheDirectoryFailsThenTheEventSaysSo() {
    UserDirectory users =
        (caller, ids) -> {
          throw new IllegalStateException("database away");
        };
    try (TestApp app = app(new LiveblocksDirectoryServlet(request -> ALICE, users), Map.of())) {
      app.post("{\"userIds\":[\"bob\"]}");
      assertThat(requests(1)).containsExactly("directory directory_failed 500");
    }
  }
}
