package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.AuthRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The limit of tokens for one user, in front of Liveblocks. */
class AuthEndpointTest {

  private static final Liveblocks LIVEBLOCKS =
      Liveblocks.builder().secretKey("sk_test").baseUrl("http://127.0.0.1:1").build();
  private static final RequestJson JSON = new RequestJson("{}");
  private static final HttpServletRequest HTTP = AuthRequests.withoutRoom().build().http();

  @AfterAll
  static void close() {
    LIVEBLOCKS.close();
    JSON.close();
  }

  private static AuthEndpoint endpoint(TokenRateLimiter limiter, int maxTokensPerMinute) {
    return new AuthEndpoint(
        LIVEBLOCKS,
        request -> LiveblocksUser.of("alice"),
        null,
        limiter,
        maxTokensPerMinute,
        JSON,
        new LogThrottle(System.getLogger("io.github.liveblocks4j")));
  }

  /** Returns whether Liveblocks is asked for a token. */
  private static boolean isAllowed(AuthEndpoint endpoint) throws Exception {
    try {
      endpoint.handle(HTTP, "{}".getBytes(StandardCharsets.UTF_8)).cancel(true);
      return true;
    } catch (RequestRejectedException e) {
      assertThat(e.error()).isEqualTo(ErrorResponse.RATE_LIMITED);
      return false;
    }
  }

  @Test
  void handleWhenLimitIsSetThenAsksTheLimiterWithIt() throws Exception {
    TokenRateLimiter limiter =
        (user, max) ->
            user.userId().equals("alice") && max == 42
                ? Decision.reject(Duration.ofSeconds(7))
                : Decision.allow();

    assertThat(isAllowed(endpoint(limiter, 42))).isFalse();
    assertThat(isAllowed(endpoint(limiter, 43))).isTrue();
    assertThat(isAllowed(endpoint(limiter, 0))).isTrue();
  }

  @Test
  void handleWhenLimiterThrowsThenAllowsAndSaysSoOnce() throws Exception {
    AuthEndpoint endpoint =
        endpoint(
            (user, maxPerMinute) -> {
              throw new IllegalStateException("no connection");
            },
            300);

    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 100; i++) {
        assertThat(isAllowed(endpoint)).isTrue();
      }

      assertThat(log.at(Level.SEVERE))
          .singleElement()
          .asString()
          .contains("The TokenRateLimiter " + AuthEndpointTest.class.getName())
          .contains("failed: tokens are issued without a limit until it works again")
          .contains("IllegalStateException: no connection");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // An application without nullness checks.
  void handleWhenLimiterReturnsNullThenAllowsAndSaysSo() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(isAllowed(endpoint((user, maxPerMinute) -> null, 300))).isTrue();
      assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("returned null");
    }
  }
}
