package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to requests, and to an undeploy, that come before the endpoint is there. */
@Timeout(30)
class BackgroundStartTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch assemblyGoesOn = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    assemblyGoesOn.countDown();
  }

  @Test
  void handleWhenTheEndpointIsNotThereYetThenWaitsForIt() throws InterruptedException {
    try (TestApp app = app(start(slowly(RunningEndpoint.switchedOff()), LONG))) {
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(() -> app.post("{}"));
      TimeUnit.MILLISECONDS.sleep(100); // Long enough to find an answer that comes too early.
      assertThat(answer).isNotDone();

      assemblyGoesOn.countDown();

      assertThat(answer.join().statusCode()).isEqualTo(404);
    }
  }

  @Test
  void handleWhenTheEndpointTakesTooLongThenAsksToTryAgain() {
    Duration patience = Duration.ofMillis(50);
    try (TestApp app = app(start(slowly(RunningEndpoint.switchedOff()), patience))) {
      HttpResponse<String> answer = app.post("{}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(answer.body()).contains("upstream_unavailable").contains("still starting");
      assemblyGoesOn.countDown();
    }
  }

  @Test
  void handleWhenAssemblyBreaksThenTheContainerIsTold() {
    Supplier<RunningEndpoint> broken =
        () -> {
          throw new AssertionError("broken");
        };
    try (TestApp app = app(start(broken, LONG))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void closeWhenTheEndpointIsBeingPutTogetherThenItIsClosedAfterThat() {
    AtomicBoolean closed = new AtomicBoolean();
    CompletableFuture<Thread> assembler = new CompletableFuture<>();
    BackgroundStart start =
        start(
            () -> {
              assembler.complete(Thread.currentThread());
              awaitGo();
              return endpoint(() -> closed.set(true));
            },
            LONG);

    Thread thread = assembler.join();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(start::close);
    assemblyGoesOn.countDown();
    closing.join();

    assertThat(closed).isTrue();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void assemblyWhenTheHeadStartIsNotOverThenWaitsForTheFirstRequest() throws InterruptedException {
    AtomicBoolean begun = new AtomicBoolean();
    Supplier<RunningEndpoint> assembly =
        () -> {
          begun.set(true);
          return RunningEndpoint.switchedOff();
        };
    try (TestApp app = app(new BackgroundStart(assembly, LONG, LONG))) {
      TimeUnit.MILLISECONDS.sleep(100); // Long enough to find one that begins too early.
      assertThat(begun).isFalse();

      assertThat(app.post("{}").statusCode()).isEqualTo(404);

      assertThat(begun).isTrue();
    }
  }

  @Test
  void closeWhenAssemblyHasNotBegunThenItNeverDoes() {
    AtomicBoolean begun = new AtomicBoolean();
    BackgroundStart start =
        new BackgroundStart(
            () -> {
              begun.set(true);
              return RunningEndpoint.switchedOff();
            },
            LONG,
            LONG);

    start.close(); // And waits for the end of the thread.

    assertThat(begun).isFalse();
  }

  @Test
  void assemblyThenHasTheContextClassLoaderOfTheApplication() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader ofApplication = new ClassLoader(before) {};
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    Thread.currentThread().setContextClassLoader(ofApplication);
    BackgroundStart start;
    try {
      start =
          start(
              () -> {
                seen.complete(Thread.currentThread().getContextClassLoader());
                return RunningEndpoint.switchedOff();
              },
              LONG);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(ofApplication);
    start.close();
  }

  private static BackgroundStart start(Supplier<RunningEndpoint> assembly, Duration patience) {
    return new BackgroundStart(assembly, Duration.ZERO, patience);
  }

  private static RunningEndpoint endpoint(Runnable onClose) {
    try (Json json = new Json();
        Liveblocks liveblocks = Liveblocks.of("sk_test")) {
      return RunningEndpoint.ready(
          new AuthEndpoint(
              liveblocks,
              request -> null,
              null,
              new OriginGuard(Set.of()),
              new RequestBody(json, 1),
              new ResponseSender("test", true, LONG)),
          onClose);
    }
  }

  private Supplier<RunningEndpoint> slowly(RunningEndpoint endpoint) {
    return () -> {
      awaitGo();
      return endpoint;
    };
  }

  private void awaitGo() {
    try {
      assertThat(assemblyGoesOn.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestApp app(BackgroundStart start) {
    return TestApp.with(new Starting(start), Map.of());
  }

  /** A servlet around it, as the endpoint's own. */
  private static final class Starting extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient BackgroundStart start;

    Starting(BackgroundStart start) {
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
