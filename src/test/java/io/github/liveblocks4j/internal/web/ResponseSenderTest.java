package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The day when a call does not end by itself. */
class ResponseSenderTest {

  private static final String JSON = "{\"token\":\"a.b.c\"}";

  /** Responds with a future of the test's. */
  private static final class FutureServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<String> token;
    private final transient ResponseSender sender;

    FutureServlet(CompletableFuture<String> token, boolean async) {
      this.token = token;
      this.sender =
          new ResponseSender(
              "test",
              async,
              Duration.ofMillis(1),
              new LogThrottle(System.getLogger("io.github.liveblocks4j")));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      // As the endpoint does; an unread body makes the server close the connection.
      request.getInputStream().readAllBytes();
      sender.send(token, request, response);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallNeverEndsThenTimesOutOnceAndALaterTokenIsDropped(boolean async) {
    CompletableFuture<String> token = new CompletableFuture<>();
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new FutureServlet(token, async), Map.of())) {
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
        TestApp.with(new FutureServlet(CompletableFuture.completedFuture(JSON), async), Map.of())) {
      assertThat(app.post("{}").body()).isEqualTo(JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendWhenTheCallBreaksInAnUnexpectedWayThenIsUnavailable(boolean async) {
    CompletableFuture<String> token =
        CompletableFuture.failedFuture(new IllegalStateException("not for visitors"));
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new FutureServlet(token, async), Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(503);
      assertThat(app.post("{}").body()).doesNotContain("not for visitors");
      assertThat(log.text()).contains("not for visitors");
    }
  }
}
