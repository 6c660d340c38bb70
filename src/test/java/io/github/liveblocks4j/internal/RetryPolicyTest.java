package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

  private static final ApiRequest TOKEN = ApiRequest.forToken("/v2/identify-user", "{}", "alice");
  private static final ApiRequest GET = new ApiRequest("GET", "/v2/rooms", null, true);
  private static final ApiRequest CREATE = new ApiRequest("POST", "/v2/rooms", "{}", false);
  private static final long PLENTY = Duration.ofSeconds(60).toNanos();

  private final RetryPolicy least = new RetryPolicy(2, () -> 0);
  private final RetryPolicy most = new RetryPolicy(2, () -> Math.nextDown(1.0));

  private static LiveblocksApiException status(int status, @Nullable Duration retryAfter) {
    return new LiveblocksApiException("c", status, null, null, null, null, "", retryAfter);
  }

  private static Duration delay(
      RetryPolicy policy, ApiRequest request, LiveblocksException failure, int attempts) {
    return Duration.ofNanos(policy.delayNanos(request, failure, attempts, PLENTY));
  }

  @Test
  void delayWhenNobodyAskedForOneThenDoublesWithJitterUpwards() {
    RetryPolicy many = new RetryPolicy(9, () -> 0);
    assertThat(delay(many, GET, status(503, null), 1)).isEqualTo(Duration.ofMillis(100));
    assertThat(delay(many, GET, status(503, null), 2)).isEqualTo(Duration.ofMillis(200));
    assertThat(delay(many, GET, status(503, null), 9)).isEqualTo(Duration.ofSeconds(1));
    assertThat(delay(most, GET, status(503, null), 1))
        .isBetween(Duration.ofMillis(149), Duration.ofMillis(150));
  }

  @Test
  void delayWhenRetryAfterIsGivenThenItIsTheMinimum() {
    LiveblocksException failure = status(503, Duration.ofSeconds(3));
    assertThat(delay(least, GET, failure, 1)).isEqualTo(Duration.ofSeconds(3));
    assertThat(delay(most, GET, failure, 1)).isGreaterThan(Duration.ofSeconds(4));
    assertThat(delay(least, GET, status(503, Duration.ZERO), 1)).isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 2_999, 1, 0, -5})
  void delayWhenItDoesNotFitTheDeadlineThenNone(int remainingMillis) {
    assertThat(
            least.delayNanos(
                GET,
                status(503, Duration.ofSeconds(3)),
                1,
                Duration.ofMillis(remainingMillis).toNanos()))
        .isEqualTo(RetryPolicy.NONE);
  }

  @Test
  void delayWhenItJustFitsThenJitterDoesNotPushItOut() {
    long remaining = Duration.ofMillis(3_001).toNanos();
    assertThat(most.delayNanos(GET, status(503, Duration.ofSeconds(3)), 1, remaining))
        .isBetween(Duration.ofSeconds(3).toNanos(), remaining - 1);
  }

  @Test
  void delayWhenAttemptsAreUsedUpThenNone() {
    assertThat(least.delayNanos(GET, status(503, null), 2, PLENTY)).isPositive();
    assertThat(least.delayNanos(GET, status(503, null), 3, PLENTY)).isEqualTo(RetryPolicy.NONE);
  }

  @Test
  void isWorthAnotherWhenTheRateIsLimitedThenNotForTokens() {
    assertThat(least.isWorthAnother(GET, status(429, null))).isTrue();
    assertThat(least.isWorthAnother(CREATE, status(429, null))).isTrue();
    assertThat(least.isWorthAnother(TOKEN, status(429, null))).isFalse();
    assertThat(least.isWorthAnother(TOKEN, status(503, null))).isTrue();
  }

  @Test
  void isWorthAnotherWhenNotIdempotentThenOnlyIfNothingHappened() {
    assertThat(least.isWorthAnother(CREATE, status(503, null))).isFalse();
    assertThat(least.isWorthAnother(CREATE, new LiveblocksUnavailableException("", null, null)))
        .isFalse();
    assertThat(
            least.isWorthAnother(CREATE, new LiveblocksUnavailableException("", null, null, false)))
        .isTrue();
    assertThat(least.isWorthAnother(CREATE, new LiveblocksTimeoutException("", null, false)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 501})
  void isWorthAnotherWhenTheCallIsRejectedThenNot(int status) {
    assertThat(least.isWorthAnother(GET, status(status, null))).isFalse();
  }
}
