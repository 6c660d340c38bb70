package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The day when a call does not end by itself. */
class ResponseSenderTest {

  private static final String JSON = "{\"token\":\"a.b.c\"}";

  // The deadline that the sender gets, and its second of grace.
  private static final int TIMEOUT_MILLIS = 1_001;

  private final CountDownLatch pending = new CountDownLatch(1);

  private static ResponseSender sender(boolean async) {
    return new ResponseSender(
        "test",
        async,
        Duration.ofMillis(1),
        new LogThrottle(System.getLogger("io.github.liveblocks4j")));
  }

  /** What a servlet does when it has read the body. */
  @FunctionalInterface
  private interface Service {
    void handle(HttpServletRequest request, HttpServletResponse response);
  }

  private static HttpServlet servlet(Service service) {
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        // As the endpoint does; an unread body makes the server close the connection.
        request.getInputStream().readAllBytes();
        service.handle(request, response);
      }
    };
  }

  /** Responds with a future of the test's. */
  private static HttpServlet responding(CompletableFuture<String> token, boolean async) {
    ResponseSender sender = sender(async);
    return servlet((request, response) -> sender.send(token, request, response));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallNeverEndsThenTimesOutOnceAndALaterTokenIsDropped(boolean async) {
    CompletableFuture<String> token = new CompletableFuture<>();
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(responding(token, async), Map.of())) {
      HttpResponse<String> response = app.post("{}");

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("upstream_timeout");
      token.complete(JSON);
      assertThat(log.text()).contains("did not end").doesNotContain("a.b.c");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallHasEndedThenResponds(boolean async) {
    try (TestApp app =
        TestApp.with(responding(CompletableFuture.completedFuture(JSON), async), Map.of())) {
      assertThat(app.post("{}").body()).isEqualTo(JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallBreaksInAnUnexpectedWayThenIsUnavailable(boolean async) {
    CompletableFuture<String> token =
        CompletableFuture.failedFuture(new IllegalStateException("not for visitors"));
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(responding(token, async), Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(503);
      assertThat(app.post("{}").body()).doesNotContain("not for visitors");
      assertThat(log.text()).contains("not for visitors");
    }
  }

  /** As in Payara, when a body came late and the request's first thread has left. */
  @Test
  void sendWhenTheContainerTakesNoListenerAnyMoreThenResponds() {
    CompletableFuture<String> token = new CompletableFuture<>();
    HttpServlet servlet =
        servlet(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              HttpServletRequest late =
                  new HttpServletRequestWrapper(request) {
                    @Override
                    public AsyncContext getAsyncContext() {
                      return withoutListeners(context);
                    }
                  };
              sender(true).send(token, late, response);
              token.completeAsync(() -> JSON);
            });
    try (TestApp app = TestApp.with(servlet, Map.of())) {
      assertThat(app.post("{}").body()).isEqualTo(JSON);
    }
  }

  private static AsyncContext withoutListeners(AsyncContext context) {
    return observed(
        AsyncContext.class,
        context,
        method -> {
          if (method.equals("addListener")) {
            throw new IllegalStateException("the first thread has left");
          }
        });
  }

  /** A visitor may read it slowly, and other visitors' responses depend on the thread. */
  @ParameterizedTest
  @CsvSource({"4096, true", "4097, false"})
  void sendWhenTheResponseIsLargeThenAnotherThreadWritesIt(int length, boolean atOnce) {
    AtomicReference<Thread> writer = new AtomicReference<>();
    CompletableFuture<String> json = new CompletableFuture<>();
    HttpServlet servlet =
        servlet(
            (request, response) -> {
              sender(true).send(json, request, recording(response, writer));
              // Not yet waited for: the request's thread must not be the one that completes it.
              pending.countDown();
            });
    try (TestApp app = TestApp.with(servlet, Map.of())) {
      CompletableFuture<HttpResponse<String>> response =
          CompletableFuture.supplyAsync(() -> app.post("{}"));
      assertThat(pending.await(10, TimeUnit.SECONDS)).isTrue();

      json.complete("x".repeat(length));

      assertThat(response.get(10, TimeUnit.SECONDS).body()).hasSize(length);
      assertThat(writer.get() == Thread.currentThread()).isEqualTo(atOnce);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Not a wrapper, which may be the application's. */
  private static HttpServletResponse recording(
      HttpServletResponse response, AtomicReference<Thread> writer) {
    return observed(
        HttpServletResponse.class,
        response,
        method -> {
          if (method.equals("setStatus")) {
            writer.set(Thread.currentThread());
          }
        });
  }

  /** Tells the observer the name of each method before it is called. */
  private static <T> T observed(Class<T> type, T target, Consumer<String> observer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              observer.accept(method.getName());
              return method.invoke(target, arguments);
            }));
  }

  /** The container's timeout and the token come at the same moment, again and again. */
  @Test
  void sendWhenATokenRacesTheTimeoutThenEachRequestHasOneWholeResponse() {
    ScheduledExecutorService late = Executors.newScheduledThreadPool(4);
    ExecutorService clients = Executors.newCachedThreadPool();
    AtomicInteger count = new AtomicInteger();
    ResponseSender sender = sender(true);
    HttpServlet racing =
        servlet(
            (request, response) -> {
              CompletableFuture<String> token = new CompletableFuture<>();
              int delay = TIMEOUT_MILLIS - 10 + count.getAndIncrement() % 20;
              var unused = late.schedule(() -> token.complete(JSON), delay, TimeUnit.MILLISECONDS);
              sender.send(token, request, response);
            });
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(racing, Map.of())) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> app.post("{}"), clients))
              .limit(200)
              .toList();

      assertThat(responses)
          .extracting(CompletableFuture::join)
          .allSatisfy(
              response -> {
                if (response.statusCode() == 200) {
                  assertThat(response.body()).isEqualTo(JSON);
                } else {
                  assertThat(response.statusCode()).isEqualTo(504);
                  assertThat(response.body()).endsWith("\"code\":\"upstream_timeout\"}");
                }
              })
          .extracting(HttpResponse::statusCode)
          .contains(200, 504);
      assertThat(log.at(Level.SEVERE)).isEmpty();
    } finally {
      late.shutdownNow();
      clients.shutdownNow();
    }
  }
}
