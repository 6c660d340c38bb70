package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that leave, a key that is replaced, and shutdown. */
class AuthLifecycleTest {

  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final AtomicInteger resolved = new AtomicInteger();
  private final LiveblocksAuthServlet servlet =
      new LiveblocksAuthServlet(
          request -> {
            resolved.incrementAndGet();
            return LiveblocksUser.of("alice");
          });

  private TestApp start() {
    return TestApp.with(servlet, fake, "maxRetries", "0");
  }

  @Test
  void destroyWhenRequestsAreInFlightThenTheyGetAResponse() throws Exception {
    fake.always(Failure.hang());
    try (TestApp app = start()) {
      CompletableFuture<HttpResponse<String>> response =
          CompletableFuture.supplyAsync(() -> app.post("{}"));
      assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();

      servlet.destroy();

      assertThat(response.get(10, TimeUnit.MINUTES).statusCode()).isEqualTo(503);
      HttpResponse<String> late = app.post("{}");
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.body()).contains("\"code\":\"busy\"");
    }
  }

  @Test
  void destroyThenNoThreadOfOursIsLeft() {
    Set<Thread> before = ourThreads();
    try (TestApp app = start()) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(before).hasSizeLessThan(ourThreads().size());
    }
    // At once: a container looks for leaks as soon as destroy has returned.
    assertThat(before).containsAll(ourThreads());
  }

  private static Set<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> thread.getName().matches("liveblocks-.*|.*CircuitBreaker.*"))
        .collect(Collectors.toSet());
  }

  @Test
  void handleWhenTheClientDisconnectsThenTheNextOneIsServed() throws Exception {
    fake.next(Failure.delay(Duration.ofMillis(300)));
    try (TestApp app = start()) {
      try (RawRequest request = app.begin("Content-Type: application/json", "Content-Length: 2")) {
        request.send("{}");
        assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();
      }
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(resolved).hasValue(2);
    }
  }

  @Test
  void tokenWhenTheKeyIsReplacedThenFiftyClientsGetTheirs(@TempDir Path directory)
      throws IOException {
    String old = "sk_dev_topsecretOld";
    Path file = Files.writeString(directory.resolve("key"), old);
    fake.secretKey(old);
    Map<String, String> settings =
        TestApp.settings(fake, "secretKeyFile", file.toString(), "maxRetries", "0");
    settings.remove("secretKey");
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(servlet, settings)) {
      assertThat(app.post("{}").statusCode()).isEqualTo(200);

      fake.secretKey("sk_dev_topsecretNew");
      Files.writeString(file, "sk_dev_topsecretNew\n");
      HttpRequest.Builder request =
          app.request(TestApp.PATH, "Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));

      assertThat(Stream.generate(() -> app.sendAsync(request)).limit(50).toList())
          .extracting(response -> response.join().statusCode())
          .containsOnly(200);
      int requests = fake.requests().size();
      assertThat(requests).isBetween(52, 101);
      assertThat(app.post("{}").statusCode()).isEqualTo(200);
      assertThat(fake.requests()).hasSize(requests + 1);
      assertThat(log.at(Level.INFO)).filteredOn(line -> line.contains("replaced")).hasSize(1);
      assertThat(log.text()).doesNotContain("topsecret");
    }
  }
}
