package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code of the application that blocks while responses are sent delays its own request only. */
@Timeout(60)
class BlockedResponseTest {

  /** More than the HTTP client has threads. */
  private static final int BLOCKED = 8;

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final Semaphore blocked = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService clients = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    release.countDown();
    clients.shutdownNow();
  }

  private Map<String, String> params() {
    return Map.of(
        "secretKey", fake.secretKey(), "baseUrl", fake.baseUrl().toString(), "maxRetries", "0");
  }

  private static LiveblocksAuthServlet servlet() {
    return new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice"));
  }

  private void block() {
    blocked.release();
    try {
      assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<CompletableFuture<HttpResponse<String>>> post(
      TestApp app, int count, String... headers) {
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      responses.add(CompletableFuture.supplyAsync(() -> app.post("{}", headers), clients));
    }
    return responses;
  }

  private void assertOthersAreServed(
      TestApp app, List<CompletableFuture<HttpResponse<String>>> responses)
      throws InterruptedException {
    assertThat(blocked.tryAcquire(responses.size(), 20, TimeUnit.SECONDS)).isTrue();

    assertThat(app.post("{}").statusCode()).isEqualTo(200);

    assertThat(responses).noneMatch(CompletableFuture::isDone);
    release.countDown();
    assertThat(responses).allMatch(response -> response.join().statusCode() >= 200);
  }

  @Test
  void sendWhenResponseWrappersBlockThenOthersAreServed() throws InterruptedException {
    Filter wrapping =
        (request, response, chain) -> {
          boolean blocks = ((HttpServletRequest) request).getHeader("X-Block") != null;
          chain.doFilter(
              request,
              new HttpServletResponseWrapper((HttpServletResponse) response) {
                @Override
                public void setStatus(int status) {
                  if (blocks) {
                    block();
                  }
                  super.setStatus(status);
                }
              });
        };
    try (TestApp app = TestApp.with(servlet(), params(), context -> add(context, wrapping))) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      // A response that is there at once needs no other thread.
      fake.always(Failure.delay(Duration.ofMillis(100)));

      assertOthersAreServed(app, post(app, BLOCKED, "X-Block", "true"));
    }
  }

  @Test
  void sendWhenLogAppendersBlockThenOthersAreServed() throws InterruptedException {
    Logger logger = Logger.getLogger("io.github.liveblocks4j");
    Handler blocking =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getMessage().contains(" responded 50")) {
              block();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    try (TestApp app = TestApp.with(servlet(), params())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      // Of one cause, only the first is logged at once.
      fake.next(Failure.status(503), Failure.malformedBody(), Failure.status(401));
      logger.addHandler(blocking);

      assertOthersAreServed(app, post(app, 3));
    } finally {
      logger.removeHandler(blocking);
    }
  }

  private static void add(ServletContextHandler context, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }
}
