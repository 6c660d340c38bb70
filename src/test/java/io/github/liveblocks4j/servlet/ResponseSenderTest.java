package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.AuthToken;
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

  private static final String TOKEN = "a.b.c";

  /** Answers with a future of the test's. */
  private static final class FutureServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<AuthToken> token;
    private final transient ResponseSender answering;

    FutureServlet(CompletableFuture<AuthToken> token, boolean async) {
      this.token = token;
      this.answering = new ResponseSender("test", async, Duration.ofMillis(1));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      // As the endpoint does; an unread body makes the server close the connection.
      request.getInputStream().readAllBytes();
      answering.whenDone(token, request, response);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenDoneWhenTheCallNeverEndsThenTimesOutOnceAndALaterTokenIsDropped(boolean async) {
    CompletableFuture<AuthToken> token = new CompletableFuture<>();
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new FutureServlet(token, async), Map.of())) {
      HttpResponse<String> answer = app.post("{}");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("upstream_timeout");
      token.complete(AuthToken.of(TOKEN));
      assertThat(log.text()).contains("did not end").doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenDoneWhenTheCallHasEndedAlreadyThenAnswers(boolean async) {
    try (TestApp app =
        TestApp.with(
            new FutureServlet(CompletableFuture.completedFuture(AuthToken.of(TOKEN)), async),
            Map.of())) {
      assertThat(app.post("{}").body()).isEqualTo("{\"token\":\"a.b.c\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenDoneWhenTheCallBreaksInAnUnexpectedWayThenIsUnavailable(boolean async) {
    CompletableFuture<AuthToken> token =
        CompletableFuture.failedFuture(new IllegalStateException("not for visitors"));
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(new FutureServlet(token, async), Map.of())) {
      assertThat(app.post("{}").statusCode()).isEqualTo(503);
      assertThat(app.post("{}").body()).doesNotContain("not for visitors");
      assertThat(log.text()).contains("not for visitors");
    }
  }
}
