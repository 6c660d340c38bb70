package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.WebhookHandler.Delivery;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of deliveries, good and forged ones, over HTTP. */
class LiveblocksWebhookServletTest {

  private final CapturedLog log = new CapturedLog();
  private final List<Delivery> handled = new CopyOnWriteArrayList<>();

  @AfterEach
  void noSecretIsInTheLog() {
    log.close();
    assertThat(log.text()).doesNotContain("topsecret").doesNotContain("v1,");
  }

  private static String code(HttpResponse<String> response) {
    return response.statusCode()
        + " "
        + response.body().replaceFirst(".*\"code\":\"(\\w+)\".*", "$1");
  }

  @Test
  void postWhenSignedThenIsHandledOnceHoweverOftenItIsSent() {
    WebhookDelivery delivery = WebhookApp.comment();
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      HttpResponse<String> response = app.post(delivery);

      assertThat(code(response)).isEqualTo("200 {}");
      assertThat(response.headers().map())
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-content-type-options", List.of("nosniff"));
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(app.status(WebhookApp.SIGNER.sign(delivery.id(), delivery.body()))).isEqualTo(200);
      assertThat(handled).hasSize(1);
      assertThat(handled.get(0).id()).isEqualTo(delivery.id());
      assertThat(handled.get(0).event()).isInstanceOf(CommentEvent.Created.class);
      assertThat(handled.get(0).event().roomId()).isEqualTo("acme:plans");
      assertThat(log.at(Level.WARNING)).isEmpty();
    }
  }

  /** Liveblocks' servers are no browsers, promise no content type, and sign the raw bytes. */
  @Test
  void postWhenTheHeadersAreOfAnyKindThenIsHandled() {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      for (String type : List.of("text/plain", "application/json", "x", "a/b; charset=utf-99")) {
        WebhookDelivery delivery =
            WebhookApp.SIGNER.sign("{\"type\":\"new\", \"data\":{\"a\":\"é\ud83d\ude00\"}} \n");
        HttpRequest.Builder request =
            app.request(delivery)
                .header("Origin", "https://elsewhere.example")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", type);
        assertThat(app.app().send(request).statusCode()).as(type).isEqualTo(200);
      }
      assertThat(handled).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS"})
  void serviceWhenTheMethodIsNotPostThenSaysWhichIs(String method) {
    WebhookDelivery delivery = WebhookApp.comment();
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      HttpResponse<String> response =
          app.app()
              .send(
                  app.request(delivery)
                      .header("Origin", "https://elsewhere.example")
                      .header("Access-Control-Request-Method", "POST")
                      .method(method, HttpRequest.BodyPublishers.ofString(delivery.body())));
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().map())
          .containsEntry("allow", List.of("POST"))
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-content-type-options", List.of("nosniff"));
      assertThat(handled).isEmpty();
    }
  }

  /** Forged for three reasons; the verifier's own test has all. */
  private static List<WebhookDelivery> forgeries() {
    WebhookDelivery good = WebhookApp.comment();
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));
    return List.of(
        new WebhookDelivery("", Map.of(), ""),
        new WebhookDelivery(good.id(), good.headers(), good.body().replace("acme", "evil")),
        WebhookSigner.of(WebhookApp.OTHER_SECRET).sign(good.body()),
        WebhookApp.SIGNER.clock(late).sign(good.body()));
  }

  /** So that no body of a forger who knows no time is in memory. */
  @Test
  void postWhenTheHeadIsForgedThenTheBodyIsNotLookedAt() throws IOException {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      try (RawRequest late = app.head(forgeries().get(3), 2_000_000);
          RawRequest good = app.head(WebhookApp.comment(), 2_000_000)) {
        assertThat(late.response()).contains("invalid_signature");
        assertThat(good.response()).contains("request_too_large");
      }
    }
  }

  @Test
  void postWhenForgedThenTheReasonIsInTheLogAloneAndOnce() {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      for (WebhookDelivery forged : forgeries()) {
        for (int i = 0; i < 30; i++) {
          HttpResponse<String> response = app.post(forged);

          assertThat(response.statusCode()).isEqualTo(401);
          assertThat(response.body())
              .isEqualTo(
                  "{\"error\":\"forbidden\",\"reason\":\"The signature is not"
                      + " valid.\",\"code\":\"invalid_signature\"}");
        }
      }
      assertThat(handled).isEmpty();
    }
    // Three reasons, and for each a summary when the endpoint closes.
    assertThat(log.at(Level.WARNING))
        .hasSizeBetween(3, 6)
        .allMatch(line -> line.lines().count() <= 3)
        .anyMatch(line -> line.contains("rejected a delivery: the header webhook-id is missing"))
        .anyMatch(line -> line.contains("rejected a delivery: signed more than five minutes ago"))
        .anyMatch(line -> line.contains("rejected a delivery: no v1 signature fits"));
    assertThat(log.text()).contains("webhookSecret").doesNotContain("acme").doesNotContain("evil");
  }

  @Test
  void postWhenSignedButNotAnEventThenSaysSo() {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      for (String body : List.of("[]", "null", "not JSON", "{}", "{\"type\":1}", "\u0000")) {
        assertThat(code(app.post(WebhookApp.SIGNER.sign(body)))).isEqualTo("400 invalid_request");
      }
      assertThat(handled).isEmpty();
    }
  }

  @Test
  void postWhenTheHandlerThrowsThenFailsAndIsHandledWhenItIsSentAgain() {
    WebhookDelivery delivery = WebhookApp.comment();
    List<Error> failures =
        new ArrayList<>(List.of(new StackOverflowError(), new AssertionError("no")));
    WebhookHandler handler =
        each -> {
          if (!failures.isEmpty()) {
            throw failures.remove(0);
          }
          handled.add(each);
        };
    try (WebhookApp app = WebhookApp.start(handler)) {
      assertThat(code(app.post(delivery))).isEqualTo("500 handler_failed");
      assertThat(code(app.post(delivery))).isEqualTo("500 handler_failed");
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(handled).hasSize(1);
      assertThat(log.at(Level.SEVERE)).hasSize(2).allMatch(line -> line.contains("\tat "));
    }
  }

  @Test
  void postWhenItIsBeingHandledThenIsNotHandledAgain() throws Exception {
    WebhookDelivery delivery = WebhookApp.comment();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WebhookHandler handler =
        each -> {
          running.countDown();
          end.await();
          handled.add(each);
        };
    try (WebhookApp app = WebhookApp.start(handler)) {
      CompletableFuture<Integer> first =
          CompletableFuture.supplyAsync(
              () -> app.status(delivery), task -> new Thread(task).start());
      running.await();
      HttpResponse<String> again = app.post(delivery);
      end.countDown();

      assertThat(code(again)).isEqualTo("503 in_progress");
      assertThat(again.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(first.get()).isEqualTo(200);
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(handled).hasSize(1);
    } finally {
      end.countDown();
    }
  }

  @Test
  void postWhenThereAreFiltersThenTheHandlerRunsOnTheirThread() {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    Filter filter =
        (request, response, chain) -> {
          threads.add(Thread.currentThread());
          chain.doFilter(request, response);
        };
    try (WebhookApp app =
        WebhookApp.start(
            delivery -> threads.add(Thread.currentThread()),
            Map.of("webhookSecret", WebhookApp.SECRET),
            context -> TestApp.addFilter(context, filter))) {
      assertThat(app.status(WebhookApp.comment())).isEqualTo(200);
      assertThat(threads).hasSize(2).containsOnly(threads.get(0));
    }
  }

  /** Returns a log one of whose methods fails, as when a database is unavailable. */
  private static DeliveryLog brokenLog(String broken) {
    InvocationHandler calls =
        (proxy, method, arguments) -> {
          if (method.getName().equals(broken)) {
            throw new IllegalStateException("log unavailable");
          }
          return method.getName().equals("claim") ? DeliveryLog.Claim.CLAIMED : null;
        };
    return (DeliveryLog)
        Proxy.newProxyInstance(
            DeliveryLog.class.getClassLoader(), new Class<?>[] {DeliveryLog.class}, calls);
  }

  @ParameterizedTest
  @CsvSource({
    "claim, fine, 500 handler_failed, 0",
    "complete, fine, 200 {}, 1",
    "release, broken, 500 handler_failed, 0"
  })
  void postWhenTheLogThrowsThenAsTheHandlerMadeOfIt(
      String method, String type, String expected, int times) {
    WebhookHandler handler =
        delivery -> {
          if (delivery.event().type().equals("broken")) {
            throw new IllegalStateException("handler failed");
          }
          handled.add(delivery);
        };
    try (WebhookApp app =
        WebhookApp.start(
            handler,
            Map.of("webhookSecret", WebhookApp.SECRET),
            context -> context.setAttribute(DeliveryLog.class.getName(), brokenLog(method)))) {
      assertThat(code(app.post(WebhookApp.SIGNER.event(type, Map.of())))).isEqualTo(expected);
      assertThat(handled).hasSize(times);
      assertThat(log.at(Level.SEVERE)).anyMatch(line -> line.contains("log unavailable"));
    }
  }

  @ParameterizedTest
  @CsvSource({"enabled, true, 1048576", "maxBodyBytes, 1000, 1000"})
  void postWhenTheBodyIsTooLargeThenIsRejected(String name, String value, int limit)
      throws IOException {
    Map<String, String> settings = Map.of("webhookSecret", WebhookApp.SECRET, name, value);
    String head = "{\"type\":\"new\",\"data\":{\"text\":\"";
    WebhookDelivery largest =
        WebhookApp.SIGNER.sign(head + "x".repeat(limit - head.length() - 3) + "\"}}");
    try (WebhookApp app = WebhookApp.start(handled::add, settings, context -> {});
        RawRequest larger = app.head(largest, limit + 1)) {
      assertThat(larger.response()).startsWith("HTTP/1.1 400").contains("request_too_large");
      assertThat(app.status(largest)).isEqualTo(200);
      assertThat(handled).hasSize(1);
    }
  }
}
