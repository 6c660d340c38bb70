package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures are worth another attempt, and when. */
class RetryPolicyTest {

  private static final ApiRequest GET =
      new ApiRequest("GET", new Url("/v2/rooms"), null, true, null);
  private static final long PLENTY = Duration.ofSeconds(60).toNanos();

  private final RetryPolicy least = new RetryPolicy(2, () -> 0);
  private final RetryPolicy most = new RetryPolicy(2, () -> Math.nextDown(1.0));

  private static LiveblocksApiException status(int status, @Nullable Duration retryAfter) {
    return new LiveblocksApiException("c", status, null, null, null, null, "", retryAfter);
  }

  private static Duration delay(RetryPolicy policy, LiveblocksException failure, int attempts) {
    return Duration.ofNanos(policy.delayNanos(GET, failure, attempts, PLENTY));
  }

  private boolean retries(ApiRequest request, LiveblocksException failure) {
    return least.delayNanos(request, failure, 1, PLENTY) != RetryPolicy.NONE;
  }

  @Test
  void delayWhenRetryAfterIsAbsentThenDoublesWithJitterUpwards() {
    RetryPolicy many = new RetryPolicy(9, () -> 0);
    assertThat(delay(many, status(503, null), 1)).isEqualTo(Duration.ofMillis(100));
    assertThat(delay(many, status(503, null), 2)).isEqualTo(Duration.ofMillis(200));
    assertThat(delay(many, status(503, null), 9)).isEqualTo(Duration.ofSeconds(1));
    assertThat(delay(most, status(503, null), 1))
        .isBetween(Duration.ofMillis(149), Duration.ofMillis(150));
  }

  @Test
  void delayWhenRetryAfterIsGivenThenItIsTheMinimum() {
    LiveblocksException failure = status(503, Duration.ofSeconds(3));
    assertThat(delay(least, failure, 1)).isEqualTo(Duration.ofSeconds(3));
    assertThat(delay(most, failure, 1)).isGreaterThan(Duration.ofSeconds(4));
    assertThat(delay(least, status(503, Duration.ZERO), 1)).isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 2_999, 1, 0, -5})
  void delayWhenItDoesNotFitTheDeadlineThenNone(int remainingMillis) {
    long remaining = Duration.ofMillis(remainingMillis).toNanos();
    assertThat(least.delayNanos(GET, status(503, Duration.ofSeconds(3)), 1, remaining))
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

  @ParameterizedTest
  @CsvSource({
    // status, idempotent, not idempotent, token
    "400, false, false, false",
    "401, false, false, false",
    "404, false, false, false",
    "408, true, false, true",
    "409, false, false, false",
    "422, false, false, false",
    "429, true, true, false",
    "500, true, false, true",
    "501, false, false, false",
    "503, true, false, true"
  })
  void delayWhenLiveblocksRespondsSoThenRetriedOrNot(
      int status, boolean idempotent, boolean other, boolean token) {
    assertThat(retries(GET, status(status, null))).isEqualTo(idempotent);
    assertThat(retries(CallFixture.CREATE, status(status, null))).isEqualTo(other);
    assertThat(retries(CallFixture.TOKEN, status(status, null))).isEqualTo(token);
  }

  @Test
  void delayWhenNotIdempotentThenOnlyIfSurelyNotSent() {
    LiveblocksException sent = new LiveblocksUnavailableException("", null, null, true);
    LiveblocksException unsent = new LiveblocksUnavailableException("", null, null, false);
    assertThat(retries(GET, sent)).isTrue();
    assertThat(retries(CallFixture.CREATE, sent)).isFalse();
    assertThat(retries(CallFixture.CREATE, unsent)).isTrue();
    assertThat(retries(GET, new LiveblocksTimeoutException("", null))).isFalse();
    assertThat(retries(GET, new LiveblocksProtocolException("", null))).isFalse();
  }
}
