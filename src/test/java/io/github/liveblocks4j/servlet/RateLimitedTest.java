package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit of tokens per user, over HTTP. */
@ExtendWith(FakeLiveblocksExtension.class)
class RateLimitedTest {

  private static TestApp app(FakeLiveblocks fake, String... settings) {
    UserResolver resolver = request -> LiveblocksUser.of(request.http().getHeader("X-Test-User"));
    return TestApp.with(new LiveblocksAuthServlet(resolver), fake, settings);
  }

  private static HttpResponse<String> post(TestApp app, String user) {
    return app.post("{}", "X-Test-User", user);
  }

  @Test
  void postWhenAUserHasHadAMinutesTokensThenAsksThatUserAloneToWait(FakeLiveblocks fake) {
    try (TestApp app = app(fake, "maxTokensPerUserPerMinute", "3")) {
      for (int i = 0; i < 3; i++) {
        assertThat(post(app, "alice").statusCode()).isEqualTo(200);
      }

      HttpResponse<String> limited = post(app, "alice");

      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.body())
          .contains("\"error\":\"unavailable\"")
          .contains("\"code\":\"rate_limited\"");
      assertThat(Integer.parseInt(limited.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 20);
      assertThat(post(app, "bob").statusCode()).isEqualTo(200);
      assertThat(fake.requests()).hasSize(4);
    }
  }

  /** Says that alice has had enough, and tells whether it was closed. */
  public static final class AliceLimiter implements TokenRateLimiter, AutoCloseable {

    private static final AtomicInteger CLOSED = new AtomicInteger();

    @Override
    public Decision tryAcquire(LiveblocksUser user, int maxPerMinute) {
      return user.userId().equals("alice")
          ? Decision.reject(Duration.ofMillis(1500))
          : Decision.allow();
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }

  @Test
  void postWhenALimiterIsNamedThenItDecidesAndAloneIsClosed(FakeLiveblocks fake) {
    AliceLimiter.CLOSED.set(0);
    try (TestApp app = app(fake, "tokenRateLimiter", AliceLimiter.class.getName())) {
      HttpResponse<String> limited = post(app, "alice");

      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(post(app, "bob").statusCode()).isEqualTo(200);
    }
    assertThat(AliceLimiter.CLOSED).hasValue(1);
    try (TestApp app = sharing(fake, new AliceLimiter(), 300)) {
      assertThat(post(app, "alice").statusCode()).isEqualTo(429);
    }
    assertThat(AliceLimiter.CLOSED).as("the application's is its own").hasValue(1);
  }

  private static TestApp sharing(FakeLiveblocks fake, TokenRateLimiter limiter, int limit) {
    return TestApp.with(
        new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice")),
        TestApp.settings(fake, "maxTokensPerUserPerMinute", "" + limit),
        context -> context.setAttribute(TokenRateLimiter.class.getName(), limiter));
  }

  @ParameterizedTest
  @CsvSource({"42, 429", "43, 200", "0, 200"})
  void postWhenALimitIsSetThenAsksTheLimiterWithIt(int limit, int status, FakeLiveblocks fake) {
    TokenRateLimiter limiter =
        (user, max) ->
            max == 42 || max == 0 ? Decision.reject(Duration.ofSeconds(7)) : Decision.allow();
    try (TestApp app = sharing(fake, limiter, limit)) {
      assertThat(post(app, "alice").statusCode()).isEqualTo(status);
    }
  }

  @SuppressWarnings("NullAway") // An application without nullness checks.
  static Stream<Arguments> failing() {
    TokenRateLimiter throwing =
        (user, max) -> {
          throw new IllegalStateException("no connection");
        };
    TokenRateLimiter returningNull = (user, max) -> null;
    return Stream.of(
        Arguments.of(throwing, "IllegalStateException: no connection"),
        Arguments.of(returningNull, "returned null"));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void postWhenTheLimiterFailsThenAllowsAndSaysSoOnce(
      TokenRateLimiter limiter, String said, FakeLiveblocks fake) {
    try (CapturedLog log = new CapturedLog();
        TestApp app = sharing(fake, limiter, 300)) {
      for (int i = 0; i < 20; i++) {
        assertThat(post(app, "alice").statusCode()).isEqualTo(200);
      }
      assertThat(log.only(Level.SEVERE))
          .contains("The TokenRateLimiter " + RateLimitedTest.class.getName(), said)
          .contains("failed: tokens are issued without a limit until it works again");
    }
  }
}
