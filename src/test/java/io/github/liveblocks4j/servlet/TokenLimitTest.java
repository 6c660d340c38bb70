package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import io.github.liveblocks4j.support.CapturedLog;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class TokenLimitTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");

  private final LogThrottle throttle = new LogThrottle(System.getLogger("io.github.liveblocks4j"));

  @Test
  void tryAcquireWhenLimitIsSetThenAsksTheLimiterWithIt() {
    Decision rejection = Decision.reject(Duration.ofSeconds(7));

    TokenLimit limit =
        new TokenLimit(
            (user, maxPerMinute) ->
                user.equals(ALICE) && maxPerMinute == 42 ? rejection : Decision.allow(),
            42,
            throttle);

    assertThat(limit.tryAcquire(ALICE)).isSameAs(rejection);
  }

  @Test
  void tryAcquireWhenLimitIsZeroThenDoesNotAsk() {
    TokenLimit off =
        new TokenLimit(
            (user, maxPerMinute) -> {
              throw new AssertionError("asked");
            },
            0,
            throttle);

    assertThat(off.tryAcquire(ALICE)).isSameAs(Decision.allow());
  }

  @Test
  void tryAcquireWhenLimiterThrowsThenAllowsAndSaysSoOnce() {
    TokenLimit limit =
        new TokenLimit(
            (user, maxPerMinute) -> {
              throw new IllegalStateException("no connection");
            },
            300,
            throttle);

    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 100; i++) {
        assertThat(limit.tryAcquire(ALICE)).isSameAs(Decision.allow());
      }

      assertThat(log.at(Level.SEVERE))
          .singleElement()
          .asString()
          .contains("The TokenRateLimiter " + TokenLimitTest.class.getName())
          .contains("failed: tokens are issued without a limit until it works again")
          .contains("IllegalStateException: no connection");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // An application without nullness checks.
  void tryAcquireWhenLimiterReturnsNullThenAllowsAndSaysSo() {
    TokenLimit limit = new TokenLimit((user, maxPerMinute) -> null, 300, throttle);

    try (CapturedLog log = new CapturedLog()) {
      assertThat(limit.tryAcquire(ALICE)).isSameAs(Decision.allow());
      assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("returned null");
    }
  }

  @Test
  void newDecisionWhenWaitContradictsItThenFails() {
    assertThatThrownBy(() -> Decision.reject(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decision.reject(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Decision(true, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
