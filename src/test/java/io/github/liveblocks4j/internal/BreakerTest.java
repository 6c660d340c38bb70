package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.support.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerTest {

  private final FakeScheduler time = new FakeScheduler();
  private final Breaker breaker = new Breaker("token calls", time);
  private int users;

  private static LiveblocksApiException status(int status) {
    return new LiveblocksApiException("call", status, null, null, null, null, "", null);
  }

  private static ApiRequest request(String user) {
    return ApiRequest.forToken("/v2/identify-user", "{}", user);
  }

  private void fail(LiveblocksException failure) {
    passage().failed(request("user" + users++), failure);
  }

  private Breaker.Passage passage() {
    return Objects.requireNonNull(breaker.admit());
  }

  private void open() {
    for (int i = 0; i < 20; i++) {
      fail(status(503));
    }
    assertThat(breaker.rejects()).isTrue();
  }

  static Stream<LiveblocksException> failuresOfTheWhole() {
    return Stream.of(
        status(408),
        status(500),
        status(502),
        status(503),
        status(504),
        status(520),
        new LiveblocksTimeoutException("", null),
        new LiveblocksUnavailableException("", null, null, false));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTheWhole")
  void admitWhenEverybodyFailsThenRejects(LiveblocksException failure) {
    for (int i = 0; i < 19; i++) {
      fail(failure);
      assertThat(breaker.rejects()).isFalse();
    }
    fail(failure);

    assertThat(breaker.rejects()).isTrue();
    assertThat(breaker.admit()).isNull();
    assertThat(breaker.retryAfter()).isEqualTo(Duration.ofMillis(250));
  }

  static Stream<LiveblocksException> otherFailures() {
    return Stream.of(
        status(400),
        status(401),
        status(403),
        status(404),
        status(422),
        status(429),
        status(501),
        new LiveblocksProtocolException("", null));
  }

  @ParameterizedTest
  @MethodSource("otherFailures")
  void admitWhenFailuresTellNothingOfTheWholeThenStaysClosed(LiveblocksException failure) {
    for (int i = 0; i < 100; i++) {
      fail(failure);
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenOneIdentityGets500AgainAndAgainThenStaysClosed() {
    for (int i = 0; i < 1_000; i++) {
      passage().failed(request("broken"), status(500));
      time.advance(Duration.ofMillis(100));
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenAFewIdentitiesGet500AndOthersSucceedThenStaysClosed() {
    for (int i = 0; i < 100; i++) {
      passage().failed(request("broken" + i % 15), status(500));
      passage().succeeded();
      passage().succeeded();
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenLessThanHalfFailsThenStaysClosed() {
    for (int i = 0; i < 100; i++) {
      passage().succeeded();
      passage().succeeded();
      fail(status(503));
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenFailuresAreSpreadOverTimeThenStaysClosed() {
    for (int i = 0; i < 100; i++) {
      fail(status(503));
      time.advance(Duration.ofMillis(600));
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void abandonedWhenManyCallsAreCancelledThenStaysClosed() {
    for (int i = 0; i < 100; i++) {
      passage().abandoned();
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenLiveblocksRecoversThenOneProbeCloses() {
    open();
    time.advance(Duration.ofMillis(251));

    Breaker.Passage probe = passage();
    assertThat(breaker.admit()).isNull();
    assertThat(breaker.rejects()).isTrue();
    probe.succeeded();

    assertThat(breaker.rejects()).isFalse();
    assertThat(breaker.admit()).isNotNull();
    assertThat(breaker.admit()).isNotNull();
  }

  @Test
  void admitWhenProbesFailThenIntervalsGrowToOneSecond() {
    open();
    List<Long> intervals = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Duration interval = breaker.retryAfter();
      intervals.add(interval.toMillis());
      time.advance(interval.minusNanos(1));
      assertThat(breaker.rejects()).isTrue();
      time.advance(Duration.ofNanos(2));
      fail(status(503));
    }
    assertThat(intervals).containsExactly(250L, 500L, 1_000L, 1_000L, 1_000L, 1_000L);
  }

  @Test
  void admitWhenAProbeHangsThenAnotherFollowsWithinASecond() {
    open();
    time.advance(Duration.ofMillis(251));
    Breaker.Passage hanging = passage();
    time.advance(Duration.ofMillis(999));
    assertThat(breaker.admit()).isNull();
    time.advance(Duration.ofMillis(1));

    passage().succeeded();

    assertThat(breaker.rejects()).isFalse();
    hanging.failed(request("a"), status(503));
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void admitWhenAProbeIsAbandonedThenAnotherFollowsAtOnce() {
    open();
    time.advance(Duration.ofMillis(251));
    passage().abandoned();
    assertThat(breaker.rejects()).isFalse();
    assertThat(breaker.admit()).isNotNull();
    assertThat(breaker.admit()).isNull();
  }

  @Test
  void failedWhenTheCallBeganBeforeTheOutageThenTheProbeDecides() {
    List<Breaker.Passage> old = Stream.generate(this::passage).limit(50).toList();
    open();
    time.advance(Duration.ofMillis(251));
    Breaker.Passage probe = passage();

    old.forEach(call -> call.failed(request("old"), status(503)));
    old.forEach(Breaker.Passage::succeeded);
    old.forEach(Breaker.Passage::abandoned);

    assertThat(breaker.admit()).isNull();
    probe.succeeded();
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void logWhenTheBreakerOpensAndClosesThenOneLineEach() {
    try (CapturedLog log = new CapturedLog()) {
      open();
      for (int i = 0; i < 5; i++) {
        time.advance(Duration.ofMillis(1_001));
        fail(status(503));
      }
      time.advance(Duration.ofMillis(1_001));
      passage().succeeded();
      passage().succeeded();

      assertThat(log.at(Level.WARNING))
          .singleElement()
          .asString()
          .contains("Circuit breaker opened: rejecting calls for 250 ms")
          .contains("token calls");
      assertThat(log.at(Level.INFO)).singleElement().asString().contains("Circuit breaker closed");
    }
  }
}
