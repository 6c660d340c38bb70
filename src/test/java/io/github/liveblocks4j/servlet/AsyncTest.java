package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.eclipse.jetty.ee9.servlet.FilterHolder;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Threads, stalls, disconnects and shutdown. */
class AsyncTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();

  private Map<String, String> params(String... more) {
    Map<String, String> params = new java.util.HashMap<>();
    params.put("secretKey", fake.secretKey());
    params.put("baseUrl", fake.baseUrl().toString());
    params.put("maxRetries", "0");
    for (int i = 0; i < more.length; i += 2) {
      params.put(more[i], more[i + 1]);
    }
    return params;
  }

  private static LiveblocksAuthServlet alice() {
    return new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice"));
  }

  @Test
  void handleWhenLiveblocksIsSlowThenFewThreadsServeManyRequests() throws Exception {
    int requests = 60;
    fake.always(Failure.delay(Duration.ofSeconds(1)));
    QueuedThreadPool few = new QueuedThreadPool(8);
    Server server = new Server(few);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(alice());
    holder.setInitParameters(params());
    holder.setAsyncSupported(true);
    context.addServlet(holder, TestApp.PATH);
    server.setHandler(context.get());
    server.start();
    try {
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder()
              .uri(
                  java.net.URI.create(
                      "http://127.0.0.1:" + connector.getLocalPort() + TestApp.PATH))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      // With blocking, at most 6 could be under way: ten rounds of one second.
      CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
          .get(6, TimeUnit.SECONDS);
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.join().statusCode()).isEqualTo(200);
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void handleWhenAFilterDoesNotSupportAsyncThenBlocksAndSaysSoOnce() {
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(alice(), params(), AsyncTest::addSyncFilter)) {
      // For a response that is there at once, no thread waits.
      fake.always(Failure.delay(Duration.ofMillis(100)));
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      fake.next(Failure.status(500));
      assertThat(app.post("{}").statusCode()).isEqualTo(503);

      assertThat(log.at(Level.WARNING))
          .filteredOn(line -> line.contains("blocks a request thread"))
          .hasSize(1);
      assertThat(log.text()).contains("async-supported");
    }
  }

  @Test
  void handleWhenAsyncIsSwitchedOffThenBlocksAndSaysNothing() {
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(alice(), params("async", "false"), AsyncTest::addSyncFilter)) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(log.at(Level.WARNING)).isEmpty();
    }
  }

  private static void addSyncFilter(ServletContextHandler context) {
    FilterHolder filter =
        new FilterHolder((Filter) (request, response, chain) -> chain.doFilter(request, response));
    filter.setAsyncSupported(false);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  @Test
  void handleWhenTheClientIsTheApplicationsThenItsDeadlineHolds() {
    // A client that is not ours and whose deadline is far away: the endpoint's own patience ends
    // it.
    try (Liveblocks slow =
            Liveblocks.builder()
                .secretKey(fake.secretKey())
                .baseUrl(fake.baseUrl().toString())
                .deadline(Duration.ofSeconds(2))
                .maxRetries(0)
                .build();
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(slow, request -> LiveblocksUser.of("a")), Map.of())) {
      fake.next(Failure.hang());
      assertThat(app.post("{}").statusCode()).isEqualTo(504);
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void destroyWhenRequestsAreUnderWayThenTheyGetAnAnswer() throws Exception {
    fake.always(Failure.hang());
    LiveblocksAuthServlet servlet = alice();
    TestApp app = TestApp.with(servlet, params());
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> app.post("{}"));
    assertThat(fake.takeRequest(Duration.ofSeconds(5))).isPresent();

    servlet.destroy();

    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    app.close();
  }

  @Test
  void destroyThenNoThreadOfOursIsLeft() {
    try (TestApp app = TestApp.with(alice(), params())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(ourThreads()).isNotEmpty();
    }
    // At once: a container looks for leaks as soon as destroy has returned.
    assertThat(ourThreads()).isEmpty();
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> (name.startsWith("liveblocks-") || name.contains("CircuitBreaker")))
        .toList();
  }

  @Test
  void handleWhenTheVisitorGoesAwayThenTheNextOneIsServed() throws Exception {
    AtomicInteger resolved = new AtomicInteger();
    fake.next(Failure.delay(Duration.ofMillis(300)));
    try (TestApp app =
        TestApp.with(
            new LiveblocksAuthServlet(
                request -> {
                  resolved.incrementAndGet();
                  return LiveblocksUser.of("alice");
                }),
            params())) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
        socket.setSoLinger(true, 0);
        send(socket, "{}", 2);
        assertThat(fake.takeRequest(Duration.ofSeconds(5))).isPresent();
      }
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(resolved).hasValue(2);
    }
  }

  @Test
  void handleWhenTheBodyStopsHalfWayThenTheNextOneIsServed() throws Exception {
    try (TestApp app = TestApp.with(alice(), params())) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
        send(socket, "{\"room\":\"a", 500);
      }
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(fake.requests()).hasSize(1);
    }
  }

  private static void send(Socket socket, String body, int contentLength) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("POST "
                    + TestApp.PATH
                    + " HTTP/1.1\r\n"
                    + "Host: 127.0.0.1\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: "
                    + contentLength
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
