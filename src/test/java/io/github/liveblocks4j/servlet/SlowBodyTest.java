package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that come late over real connections; {@code BodyReaderTest} has all the cases. */
class SlowBodyTest {

  private static final String JSON = "Content-Type: application/json";

  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();

  private TestApp app() {
    return TestApp.with(new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")), fake);
  }

  /** Jetty has 200 threads by default, as Tomcat. */
  @Test
  void handleWhenHundredsOfBodiesAreSlowThenOthersAreServed() throws IOException {
    List<RawRequest> slow = new ArrayList<>();
    try (TestApp app = app()) {
      for (int i = 0; i < 300; i++) {
        slow.add(app.begin(JSON, "Content-Length: 15").send("{"));
      }
      for (int i = 0; i < 10; i++) {
        // Head and body in one packet, as browsers send them.
        try (RawRequest good = RawRequest.to(app.port())) {
          good.send(String.join("\r\n", TestApp.head(JSON, "Content-Length: 2")) + "\r\n\r\n{}");
          assertThat(good.response()).startsWith("HTTP/1.1 200");
        }
      }
      // Those that have no permit are rejected, the others are still waited for.
      RawRequest rejected = null;
      for (RawRequest each : slow) {
        rejected = rejected == null && each.hasResponse() ? each : rejected;
      }
      assertThat(rejected).isNotNull();
      assertThat(rejected.response())
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("Retry-After: 1")
          .containsIgnoringCase("Connection: close")
          .contains("\"code\":\"busy\"");
    } finally {
      for (RawRequest each : slow) {
        each.close();
      }
    }
  }

  /** Filters of Spring Security and Apache Shiro bind the user to it. */
  @Test
  void handleWhenTheBodyComesLateThenTheResolverRunsOnTheThreadOfFilters() throws IOException {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    UserResolver resolver =
        request -> {
          threads.add(Thread.currentThread());
          return LiveblocksUser.of("alice");
        };
    Filter filter =
        (request, response, chain) -> {
          threads.add(Thread.currentThread());
          chain.doFilter(request, response);
        };
    try (TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(resolver),
                TestApp.settings(fake),
                context -> TestApp.addFilter(context, filter));
        RawRequest request = app.begin(JSON, "Content-Length: 2")) {
      request.awaitNoResponse().send("{}");

      assertThat(request.response()).startsWith("HTTP/1.1 200");
      assertThat(threads).hasSize(2).containsOnly(threads.get(0));
    }
  }

  /** A rejection does not cost the client, or a proxy, the connection. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sk_test  | Origin: https://evil.example   | 403
          sk_test  | Content-Type: text/plain       | 400
          nonsense | Content-Type: application/json | 503
          """)
  void rejectionWhenTheBodyComesLateThenTheConnectionStaysOpen(
      String key, String header, String status) throws IOException {
    try (TestApp app = TestApp.with(new LiveblocksAuthServlet(), Map.of("secretKey", key));
        RawRequest request = RawRequest.to(app.port())) {
      for (int i = 0; i < 2; i++) {
        request.head(TestApp.head(header, "Content-Length: 2"));

        request.awaitNoResponse().send("{}");

        assertThat(request.response()).startsWith("HTTP/1.1 " + status);
      }
    }
  }
}
