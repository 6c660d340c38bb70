package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which thread writes the response, and that there is one. */
class ResponseSenderTest {

  private static final String JSON = "{\"token\":\"a.b.c\"}";

  // More than Jetty's threads.
  private static final int MANY = 300;

  private final CompletableFuture<String> json = new CompletableFuture<>();
  private final AtomicReference<Thread> sending = new AtomicReference<>();
  private final AtomicReference<Thread> writing = new AtomicReference<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private @Nullable Throwable refusal;
  private CountDownLatch waiting = new CountDownLatch(1);

  /** Responds with the future of the test. */
  private HttpServlet servlet(boolean async) {
    RequestReports reports = new RequestReports("test", EndpointKind.AUTH, new LogThrottle());
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        request.getInputStream().readAllBytes();
        sending.set(Thread.currentThread());
        HttpServletResponse watched =
            new HttpServletResponseWrapper(response) {
              @Override
              public void setStatus(int status) {
                writing.set(Thread.currentThread());
                super.setStatus(status);
              }
            };
        new ResponseSender(reports, refusal == null ? request : refusing(request, refusal), watched)
            .send(() -> json, async, stopping::get);
        waiting.countDown();
      }
    };
  }

  /** As a container whose threads are all taken. */
  private static HttpServletRequest refusing(HttpServletRequest request, Throwable refusal) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public AsyncContext startAsync(ServletRequest same, ServletResponse response) {
        AsyncContext context = super.startAsync(same, response);
        return (AsyncContext)
            Proxy.newProxyInstance(
                AsyncContext.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("start")) {
                    throw refusal;
                  }
                  return method.invoke(context, arguments);
                });
      }
    };
  }

  private static CompletableFuture<HttpResponse<String>> post(TestApp app) {
    return app.sendAsync(app.request(TestApp.PATH).POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private static void addFilterWithoutAsync(ServletContextHandler context) {
    Filter filter = (request, response, chain) -> chain.doFilter(request, response);
    TestApp.addFilter(context, filter).setAsyncSupported(false);
  }

  @Test
  void sendWhenThereIsAResponseThenTheRequestsThreadWritesIt() {
    json.complete(JSON);
    try (TestApp app = TestApp.with(servlet(true), Map.of())) {
      assertThat(post(app).join().body()).isEqualTo(JSON);
      assertThat(writing.get()).isSameAs(sending.get());
    }
  }

  /** More requests than threads wait, and what completes the call never writes. */
  @Test
  void sendWhenTheCallIsPendingThenNoThreadWaitsForIt() throws Exception {
    waiting = new CountDownLatch(MANY);
    try (TestApp app = TestApp.with(servlet(true), Map.of())) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          Stream.generate(() -> post(app)).limit(MANY).toList();
      waiting.await();

      json.complete(JSON);

      assertThat(responses)
          .extracting(CompletableFuture::join)
          .allSatisfy(response -> assertThat(response.body()).isEqualTo(JSON));
      assertThat(writing.get()).isNotSameAs(Thread.currentThread());
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void sendWhenAFilterDoesNotSupportAsyncThenBlocksAndSaysSoOnce(boolean async, int warnings) {
    try (CapturedLog log = new CapturedLog();
        TestApp app =
            TestApp.with(servlet(async), Map.of(), ResponseSenderTest::addFilterWithoutAsync)) {
      CompletableFuture<HttpResponse<String>> first = post(app);
      CompletableFuture<HttpResponse<String>> second = post(app);
      Await.until(() -> sending.get() != null && sending.get().getState() == Thread.State.WAITING);
      json.complete(JSON);

      assertThat(first.join().body()).isEqualTo(JSON);
      assertThat(second.join().body()).isEqualTo(JSON);
      assertThat(log.at(Level.WARNING))
          .filteredOn(line -> line.contains("blocks a request thread"))
          .hasSize(warnings);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallFailsUnexpectedlyThenIsUnavailable(boolean pending) throws Exception {
    RuntimeException failure = new IllegalStateException("not for clients");
    if (!pending) {
      json.completeExceptionally(failure);
    }
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(servlet(true), Map.of())) {
      CompletableFuture<HttpResponse<String>> response = post(app);
      waiting.await();
      json.completeExceptionally(failure);

      assertThat(response.join().statusCode()).isEqualTo(503);
      assertThat(response.join().headers().firstValue("Retry-After")).hasValue("2");
      assertThat(response.join().body())
          .contains("upstream_unavailable")
          .doesNotContain("not for clients");
      assertThat(log.only(Level.WARNING)).contains("not for clients");
    }
  }

  /** An AsyncContext that completes without a response is an empty 200 on Jetty. */
  @ParameterizedTest
  @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
  void sendWhenTheContainerHasNoThreadThenIsNoSuccess(Class<? extends Throwable> type)
      throws Exception {
    refusal = type.getDeclaredConstructor().newInstance();
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(servlet(true), Map.of())) {
      CompletableFuture<HttpResponse<String>> response = post(app);
      waiting.await();
      json.complete(JSON);

      assertThat(response.join().statusCode()).isEqualTo(503);
      assertThat(log.text()).contains("test: disconnected, status 0, ");
    }
  }

  /** A container that stops runs nothing more for the application. */
  @Test
  void sendWhenTheEndpointIsClosingThenTheCompletingThreadWrites() throws Exception {
    try (TestApp app = TestApp.with(servlet(true), Map.of())) {
      CompletableFuture<HttpResponse<String>> response = post(app);
      waiting.await();
      stopping.set(true);
      json.complete(JSON);

      assertThat(response.join().body()).isEqualTo(JSON);
      assertThat(writing.get()).isSameAs(Thread.currentThread());
    }
  }
}
