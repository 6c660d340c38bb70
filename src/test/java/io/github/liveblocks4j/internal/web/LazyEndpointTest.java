package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to requests, and to an undeploy, that come before the endpoint is there. */
@Timeout(30)
class LazyEndpointTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch creationGoesOn = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    creationGoesOn.countDown();
  }

  @Test
  void handleWhenTheEndpointIsNotThereYetThenWaitsForIt() throws InterruptedException {
    try (TestApp app = app(start(slowly(FixedEndpoint.switchedOff()), LONG))) {
      CompletableFuture<HttpResponse<String>> response =
          CompletableFuture.supplyAsync(() -> app.post("{}"));
      TimeUnit.MILLISECONDS.sleep(100); // Long enough to find a response that comes too early.
      assertThat(response).isNotDone();

      creationGoesOn.countDown();

      assertThat(response.join().statusCode()).isEqualTo(404);
    }
  }

  @Test
  void handleWhenTheEndpointTakesTooLongThenAsksToTryAgain() {
    Duration patience = Duration.ofMillis(50);
    try (TestApp app = app(start(slowly(FixedEndpoint.switchedOff()), patience))) {
      HttpResponse<String> response =
          app.sendOnce(app.request(TestApp.PATH).POST(HttpRequest.BodyPublishers.ofString("{}")));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("1");
      assertThat(response.body()).contains("\"code\":\"starting\"").contains("still starting");
      creationGoesOn.countDown();
    }
  }

  @Test
  void handleWhenCreationBreaksThenTheContainerIsTold() {
    Supplier<Endpoint> broken =
        () -> {
          throw new AssertionError("broken");
        };
    try (TestApp app = app(start(broken, LONG))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void closeWhenTheEndpointIsBeingCreatedThenItIsClosedAfterThat() {
    AtomicBoolean closed = new AtomicBoolean();
    CompletableFuture<Thread> creator = new CompletableFuture<>();
    LazyEndpoint start =
        start(
            () -> {
              creator.complete(Thread.currentThread());
              awaitGo();
              return endpoint(() -> closed.set(true));
            },
            LONG);

    Thread thread = creator.join();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(start::close);
    creationGoesOn.countDown();
    closing.join();

    assertThat(closed).isTrue();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void creationWhenTheHeadStartIsNotOverThenWaitsForTheFirstRequest() throws InterruptedException {
    AtomicBoolean begun = new AtomicBoolean();
    Supplier<Endpoint> creation =
        () -> {
          begun.set(true);
          return FixedEndpoint.switchedOff();
        };
    try (TestApp app = app(new LazyEndpoint(creation, LONG, LONG))) {
      TimeUnit.MILLISECONDS.sleep(100); // Long enough to find one that begins too early.
      assertThat(begun).isFalse();

      assertThat(app.post("{}").statusCode()).isEqualTo(404);

      assertThat(begun).isTrue();
    }
  }

  @Test
  void warmUpWhenItFailsThenRequestsAreServedAllTheSame() throws InterruptedException {
    AtomicInteger warmUps = new AtomicInteger();
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public void handle(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
          }

          @Override
          public void warmUp() {
            warmUps.incrementAndGet();
            throw new NoClassDefFoundError("com/example/Missing");
          }
        };
    LazyEndpoint start = start(() -> endpoint, LONG);
    try (TestApp app = app(start)) {
      assertThat(app.post("{}").statusCode()).isEqualTo(204);
      assertThat(app.post("{}").statusCode()).isEqualTo(204);
      start.close(); // Waits for the end of the thread.
      assertThat(warmUps).hasValue(1);
    }
  }

  @Test
  void closeWhenCreationHasNotBegunThenItNeverDoes() {
    AtomicBoolean begun = new AtomicBoolean();
    LazyEndpoint start =
        new LazyEndpoint(
            () -> {
              begun.set(true);
              return FixedEndpoint.switchedOff();
            },
            LONG,
            LONG);

    start.close(); // And waits for the end of the thread.

    assertThat(begun).isFalse();
  }

  @Test
  void creationHasTheContextClassLoaderOfTheApplication() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader ofApplication = new ClassLoader(before) {};
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    Thread.currentThread().setContextClassLoader(ofApplication);
    LazyEndpoint start;
    try {
      start =
          start(
              () -> {
                seen.complete(Thread.currentThread().getContextClassLoader());
                return FixedEndpoint.switchedOff();
              },
              LONG);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(ofApplication);
    start.close();
  }

  private static LazyEndpoint start(Supplier<Endpoint> creation, Duration patience) {
    return new LazyEndpoint(creation, Duration.ZERO, patience);
  }

  private static Endpoint endpoint(Runnable onClose) {
    return new Endpoint() {
      @Override
      public void handle(HttpServletRequest request, HttpServletResponse response) {
        throw new AssertionError("there is no request");
      }

      @Override
      public void close() {
        onClose.run();
      }
    };
  }

  private Supplier<Endpoint> slowly(Endpoint endpoint) {
    return () -> {
      awaitGo();
      return endpoint;
    };
  }

  private void awaitGo() {
    try {
      assertThat(creationGoesOn.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestApp app(LazyEndpoint start) {
    return TestApp.with(new Starting(start), Map.of());
  }

  /** A servlet around it, as the endpoint's own. */
  private static final class Starting extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient LazyEndpoint start;

    Starting(LazyEndpoint start) {
      this.start = start;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      start.handle(request, response);
    }

    @Override
    public void destroy() {
      start.close();
    }
  }
}
