package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of deliveries, good and forged ones, over HTTP. */
@Timeout(60)
class LiveblocksWebhookServletTest {

  private final CapturedLog log = new CapturedLog();
  private final List<Delivery> handled = new CopyOnWriteArrayList<>();
  private final CountDownLatch hang = new CountDownLatch(1);

  @AfterEach
  void noSecretIsInTheLog() {
    hang.countDown();
    log.close();
    assertThat(log.text()).doesNotContain("topsecret").doesNotContain("v1,");
  }

  /** Waits for the latch, then handles. */
  private void hang(Delivery delivery) throws InterruptedException {
    hang.await();
    handled.add(delivery);
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

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{}");
      assertThat(response.headers().map())
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-content-type-options", List.of("nosniff"));
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(app.status(WebhookApp.SIGNER.sign(delivery.id(), delivery.body()))).isEqualTo(200);
      assertThat(handled)
          .singleElement()
          .satisfies(
              once -> {
                assertThat(once.id()).isEqualTo(delivery.id());
                assertThat(once.event())
                    .isInstanceOfSatisfying(
                        CommentEvent.Created.class,
                        comment -> assertThat(comment.roomId()).isEqualTo("acme:plans"));
              });
      assertThat(log.at(Level.WARNING)).isEmpty();
    }
  }

  /** Liveblocks' servers are no browsers, and promise no content type. */
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", "nonsense", "a/b; charset=utf-99"})
  void postWhenTheHeadersAreOfAnyKindThenIsHandled(String contentType) {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      HttpRequest.Builder request =
          app.request(WebhookApp.comment())
              .header("Origin", "https://elsewhere.example")
              .header("Sec-Fetch-Site", "cross-site")
              .header("Content-Type", contentType);
      assertThat(app.app().send(request).statusCode()).isEqualTo(200);
      assertThat(handled).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"})
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
      assertThat(response.headers().firstValue("Allow")).hasValue("POST");
      assertThat(handled).isEmpty();
    }
  }

  static Stream<WebhookDelivery> forgeries() {
    WebhookDelivery good = WebhookApp.comment();
    Clock now = Clock.systemUTC();
    List<WebhookDelivery> forged = new ArrayList<>();
    for (String header : good.headers().keySet()) {
      Map<String, String> rest = new HashMap<>(good.headers());
      rest.remove(header);
      forged.add(new WebhookDelivery(good.id(), rest, good.body()));
    }
    forged.add(new WebhookDelivery(good.id(), good.headers(), good.body() + " "));
    forged.add(new WebhookDelivery(good.id(), good.headers(), good.body().replace("acme", "evil")));
    Map<String, String> renamed = new HashMap<>(good.headers());
    renamed.put("webhook-id", "msg_other");
    forged.add(new WebhookDelivery("msg_other", renamed, good.body()));
    forged.add(WebhookSigner.of(WebhookApp.OTHER_SECRET).sign(good.body()));
    forged.add(
        WebhookApp.SIGNER.clock(Clock.offset(now, Duration.ofMinutes(-6))).sign(good.body()));
    forged.add(WebhookApp.SIGNER.clock(Clock.offset(now, Duration.ofMinutes(6))).sign(good.body()));
    forged.add(new WebhookDelivery("", Map.of(), ""));
    return forged.stream();
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void postWhenForgedThenIsRejectedAndTheReasonIsInTheLogAlone(WebhookDelivery forged) {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      HttpResponse<String> response = app.post(forged);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body())
          .isEqualTo(
              "{\"error\":\"forbidden\",\"reason\":\"The signature is not valid.\",\"code\":\"invalid_signature\"}");
      assertThat(handled).isEmpty();
      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .containsPattern("rejected a delivery: (MISSING_|TOO_|SIGNATURE_)[A-Z]+\\.")
          .contains("webhookSecret");
      assertThat(log.at(Level.FINE))
          .anyMatch(line -> line.contains("rejected a delivery"))
          .noneMatch(line -> line.contains("acme") || line.contains("evil"));
    }
  }

  @Test
  void postWhenForgersComeInNumbersThenTheLogHasOneWarningAndASummaryForEachReason() {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      List<WebhookDelivery> forged = forgeries().toList();
      for (int i = 0; i < 30; i++) {
        forged.forEach(each -> assertThat(app.status(each)).isEqualTo(401));
      }
    }
    List<String> warnings = log.at(Level.WARNING);
    for (WebhookVerification reason : WebhookVerification.values()) {
      assertThat(warnings)
          .filteredOn(line -> line.contains("rejected a delivery: " + reason + "."))
          .hasSizeLessThanOrEqualTo(2);
    }
    assertThat(warnings).hasSizeBetween(12, 16).allMatch(line -> line.lines().count() <= 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "null", "not JSON", "{}", "{\"type\":1}", "{\"type\":\"x\"", "\u0000"})
  void postWhenSignedButNotAnEventThenSaysSo(String body) {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      assertThat(code(app.post(WebhookApp.SIGNER.sign(body)))).isEqualTo("400 invalid_request");
      assertThat(handled).isEmpty();
    }
  }

  @Test
  void postWhenTheTypeIsUnknownThenTheHandlerGetsIt() {
    try (WebhookApp app = WebhookApp.start(handled::add)) {
      assertThat(app.status(WebhookApp.SIGNER.sign("{\"type\":\"new\",\"data\":{}}")))
          .isEqualTo(200);
      assertThat(handled)
          .singleElement()
          .satisfies(once -> assertThat(once.event()).isInstanceOf(UnknownEvent.class));
    }
  }

  @Test
  void postWhenTheHandlerThrowsThenFailsAndIsHandledWhenItIsSentAgain() {
    WebhookDelivery delivery = WebhookApp.comment();
    CountDownLatch failures = new CountDownLatch(2);
    WebhookHandler handler =
        each -> {
          if (failures.getCount() > 0) {
            failures.countDown();
            throw failures.getCount() == 0 ? new StackOverflowError() : new AssertionError("no");
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
  void postWhenTheHandlerHangsThenTimesOutAndWhatIsSentAgainWaitsForIt() throws Exception {
    WebhookDelivery delivery = WebhookApp.comment();
    try (WebhookApp app = WebhookApp.start(this::hang, "webhookTimeout", "300ms")) {
      assertThat(code(app.post(delivery))).isEqualTo("504 handler_timeout");
      HttpResponse<String> again = app.post(delivery);
      assertThat(code(again)).isEqualTo("503 in_progress");
      assertThat(again.headers().firstValue("Retry-After")).hasValue("5");

      hang.countDown();
      Await.until(() -> app.status(delivery) != 503);
      assertThat(app.status(delivery)).isEqualTo(200);
      assertThat(handled).hasSize(1);
    }
  }

  @Test
  void postWhen200ComeAtOnceAndNoneEndsThenTheQueueIsBoundedAndNoneIsLost() throws Exception {
    int deliveries = 200;
    ExecutorService executor = Executors.newFixedThreadPool(deliveries);
    List<WebhookDelivery> sent = Stream.generate(WebhookApp::comment).limit(deliveries).toList();
    try (WebhookApp app = WebhookApp.start(this::hang)) {
      assertThat(app.status(WebhookApp.SIGNER.sign("{}"))).isEqualTo(400); // It has started.
      List<Future<HttpResponse<String>>> responses =
          sent.stream().map(each -> executor.submit(() -> app.post(each))).toList();
      int rejected = deliveries - DeliveryDispatcher.THREADS - DeliveryDispatcher.QUEUE;
      Await.until(() -> responses.stream().filter(Future::isDone).count() == rejected);
      hang.countDown();
      int busy = 0;
      for (int i = 0; i < deliveries; i++) {
        HttpResponse<String> response = responses.get(i).get();
        if (response.statusCode() != 200) {
          busy++;
          assertThat(code(response)).isEqualTo("503 busy");
          assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        }
      }
      assertThat(busy).isEqualTo(rejected);
      assertThat(handled).hasSize(deliveries - rejected);
      for (WebhookDelivery each : sent) {
        assertThat(app.status(each)).isEqualTo(200);
      }
    }
    executor.shutdown();
    assertThat(handled).extracting(Delivery::id).doesNotHaveDuplicates().hasSize(deliveries);
  }

  @Test
  void destroyWhenHandlersRunAndDeliveriesWaitThenEachGetsAResponseAndNoThreadStays()
      throws Exception {
    CountDownLatch running = new CountDownLatch(DeliveryDispatcher.THREADS);
    LiveblocksWebhookServlet servlet =
        new LiveblocksWebhookServlet(
            WebhookVerifier.of(WebhookApp.SECRET),
            delivery -> {
              running.countDown();
              new CountDownLatch(1).await();
            });
    try (WebhookApp app = new WebhookApp(TestApp.with(servlet, Map.of()))) {
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        responses.add(
            CompletableFuture.supplyAsync(() -> app.post(WebhookApp.comment()), this::start));
      }
      running.await();

      servlet.destroy();

      for (CompletableFuture<HttpResponse<String>> response : responses) {
        assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isIn(500, 503);
      }
      assertThat(threads()).isEmpty();
    }
  }

  private void start(Runnable task) {
    new Thread(task, "test").start();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("liveblocks-"))
        .toList();
  }

  /** Both ways to hold up a thread of the container. */
  @Test
  void postWhenAFilterDoesNotSupportAsyncThenBlocksAndSaysSoOnce() {
    try (WebhookApp app =
        WebhookApp.start(
            Map.of("webhookSecret", WebhookApp.SECRET),
            new String[] {"webhookTimeout", "20s"},
            context -> {
              context.setAttribute(WebhookHandler.class.getName(), (WebhookHandler) handled::add);
              context.addFilter(
                  new FilterHolder((request, response, chain) -> chain.doFilter(request, response)),
                  "/*",
                  EnumSet.of(DispatcherType.REQUEST));
            })) {
      assertThat(app.status(WebhookApp.comment())).isEqualTo(200);
      assertThat(app.status(WebhookApp.comment())).isEqualTo(200);
      assertThat(handled).hasSize(2);
    }
  }

  @Test
  void postWhenAFilterHasReadTheBodyThenFailsAndSaysWhy() {
    try (WebhookApp app =
        WebhookApp.start(
            Map.of("webhookSecret", WebhookApp.SECRET),
            new String[0],
            context -> {
              context.setAttribute(WebhookHandler.class.getName(), (WebhookHandler) handled::add);
              context.addFilter(
                  new FilterHolder(
                      (request, response, chain) -> {
                        assertThat(request.getReader().readLine()).isNotNull();
                        chain.doFilter(request, response);
                      }),
                  "/*",
                  EnumSet.of(DispatcherType.REQUEST));
            })) {
      assertThat(app.status(WebhookApp.comment())).isEqualTo(500);
      assertThat(log.text()).contains("has read the request's body");
      assertThat(handled).isEmpty();
    }
  }
}
