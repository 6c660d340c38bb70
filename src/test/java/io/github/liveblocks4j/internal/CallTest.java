package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attempts of a call, its permit, its retries and its breaker. */
class CallTest extends CallFixture {

  @Test
  void startWhenLiveblocksRespondsThenOneAttempt() {
    upstream.respond(FakeTransport.OK);
    assertThat(call()).isCompletedWithValue("{\"token\":\"a.b.c\"}");
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 4_001, 5_000, 6_000, 7_000, 7_500, 7_999})
  void startWhenLiveblocksIsSteadilySlowThenEveryCallSucceedsWithoutDoubleLoad(int millis) {
    respondAfter(Duration.ofMillis(millis));
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> call = call();
      time.advance(Duration.ofMillis(millis));
      assertThat(call).isCompleted();
    }
    // The first call alone cannot know that this is not a connection that is stuck.
    assertThat(upstream.exchanges()).hasSizeLessThanOrEqualTo(21);
  }

  @Test
  void startWhenLiveblocksSuddenlyIsSlowThenATenthMoreAtMost() {
    respondAfter(Duration.ofMillis(6_500));
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      calls.add(call());
      time.advance(Duration.ofMillis(50));
    }
    time.advance(Duration.ofMillis(6_500));

    assertThat(calls).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
    assertThat(upstream.exchanges()).hasSizeLessThanOrEqualTo(18);
  }

  @Test
  void startWhenAConnectionIsStuckThenASecondAttemptSucceeds() {
    CompletableFuture<String> call = call();
    time.advance(Duration.ofMillis(3_999));
    assertThat(upstream.exchanges()).hasSize(1);
    upstream.respond(FakeTransport.OK);
    time.advance(Duration.ofMillis(1));

    assertThat(call).isCompleted();
    assertThat(upstream.exchanges()).hasSize(2);
    assertThat(upstream.exchanges().get(0)).isCancelled();
  }

  @Test
  void startWhenTheSecondAttemptFailsThenTheFirstMayStillSucceed() {
    CompletableFuture<String> call = call();
    upstream.fail(new IOException("reset"));
    time.advance(Duration.ofSeconds(4));
    assertThat(upstream.exchanges()).hasSize(2);
    assertThat(call).isNotDone();

    upstream.exchanges().get(0).complete(FakeTransport.OK);
    assertThat(call).isCompleted();
  }

  @Test
  void startWhenNotIdempotentThenNoSecondAttempt() {
    CompletableFuture<String> call = call(CREATE);
    time.advance(DEADLINE);
    assertThat(upstream.exchanges()).hasSize(1);
    assertThat(failureOf(call)).isInstanceOf(LiveblocksTimeoutException.class);
  }

  /** Half of the deadline may just be what the upload takes. */
  @Test
  void startWhenTheBodyIsLargeThenNoSecondAttempt() {
    Content file = new Content(new byte[64 * 1024 + 1], "application/octet-stream");
    CompletableFuture<String> call =
        call(new ApiRequest("PUT", "/v2/x", file, true, null, null, 1));
    time.advance(DEADLINE);
    assertThat(upstream.exchanges()).hasSize(1);
    assertThat(failureOf(call)).isInstanceOf(LiveblocksTimeoutException.class);
  }

  @Test
  void startWhenNobodyRespondsThenTheDeadlineHolds() {
    CompletableFuture<String> call = call();
    time.advance(DEADLINE.minusNanos(1));
    assertThat(call).isNotDone();
    time.advance(Duration.ofNanos(1));

    assertThat(failureOf(call))
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasMessage("POST /v2/identify-user: no response from Liveblocks within 8000 ms");
    assertThat(upstream.exchanges()).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void startWhenAllPermitsAreTakenThenWaitsInOrderAndWithinTheDeadline() {
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      calls.add(call());
    }
    assertThat(upstream.exchanges()).hasSize(20);

    upstream.exchanges().forEach(exchange -> exchange.complete(FakeTransport.OK));
    assertThat(calls.subList(0, 20)).allMatch(CompletableFuture::isDone);
    assertThat(upstream.exchanges()).hasSize(40);

    time.advance(DEADLINE);
    LiveblocksException unsent = failureOf(calls.get(59));
    assertThat(unsent)
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasMessageContaining("was not sent within 8000 ms")
        .hasMessageContaining("maxConcurrentCalls");
    assertThat(unsent.mayHaveTakenEffect()).isFalse();
    assertThat(failureOf(calls.get(39)).mayHaveTakenEffect()).isTrue();
  }

  @Test
  void startWhenTheQueueIsFullThenFailsAtOnceAndTheBreakerStaysClosed() {
    for (int i = 0; i < 1_020; i++) {
      var unused = call();
    }
    for (int i = 0; i < 50; i++) {
      assertThat(failureOf(call()))
          .isInstanceOf(LiveblocksUnavailableException.class)
          .hasMessageContaining("1000 are waiting");
    }
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void cancelWhenTheCallWaitsThenItLeavesTheQueueAtOnce() {
    for (int i = 0; i < 20; i++) {
      var unused = call();
    }
    CompletableFuture<String> waiting = call();
    CompletableFuture<String> next = call();
    assertThat(limiter.waiting()).isEqualTo(2);

    waiting.cancel(true);

    assertThat(limiter.waiting()).isEqualTo(1);
    upstream.respond(FakeTransport.OK);
    upstream.exchanges().get(0).complete(FakeTransport.OK);
    assertThat(next).isCompleted();
    assertThat(upstream.exchanges()).hasSize(21);
  }

  @Test
  void cancelWhenTheCallIsInFlightThenTheExchangeIsCancelled() {
    CompletableFuture<String> call = call();
    call.cancel(true);
    assertThat(upstream.exchanges().get(0)).isCancelled();
    assertThat(limiter.available()).isEqualTo(20);
  }

  @Test
  void retryWhenTheDelayPassesThenNoPermitIsHeld() {
    upstream.respond(FakeTransport.retryAfter(503, "2"));
    CompletableFuture<String> call = call();
    assertThat(call).isNotDone();
    assertThat(limiter.available()).isEqualTo(20);

    time.advance(Duration.ofMillis(1_999));
    assertThat(upstream.exchanges()).hasSize(1);
    upstream.respond(FakeTransport.OK);
    time.advance(Duration.ofMillis(1));
    assertThat(call).isCompleted();
  }

  @Test
  void retryWhenRetryAfterDoesNotFitThenFailsAtOnceWithIt() {
    upstream.respond(FakeTransport.retryAfter(503, "8"));
    assertThat(failureOf(call()).retryAfter()).hasValue(Duration.ofSeconds(8));
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void retryWhenTokensAreRateLimitedThenFailsAtOnceWithTheDelay() {
    upstream.respond(FakeTransport.retryAfter(429, "1"));
    assertThat(failureOf(call()).retryAfter()).hasValue(Duration.ofSeconds(1));
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void breakerWhenSevenCallsFailAllTheirAttemptsThenStaysClosed() {
    upstream.respond(FakeTransport.response(503, ""));
    List<CompletableFuture<String>> calls = Stream.generate(this::call).limit(7).toList();
    time.advance(Duration.ofSeconds(1));

    assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(upstream.exchanges()).hasSize(21);
    assertThat(breaker.rejects()).isFalse();
  }

  @Test
  void breakerWhenLiveblocksRecoversThenTheFirstGoodResponseComesWithinASecond() {
    upstream.respond(FakeTransport.response(503, ""));
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 10; i++) {
        var unused = call();
        time.advance(Duration.ofMillis(100));
      }
    }
    assertThat(breaker.rejects()).isTrue();
    int before = upstream.exchanges().size();
    for (int i = 0; i < 100; i++) {
      assertThat(failureOf(call())).hasMessageContaining("circuit breaker is open");
    }
    assertThat(upstream.exchanges()).hasSize(before);

    upstream.respond(FakeTransport.OK);
    int waited = 0;
    while (call().isCompletedExceptionally()) {
      time.advance(Duration.ofMillis(50));
      waited += 50;
    }
    assertThat(waited).isLessThanOrEqualTo(1_000);
    assertThat(call()).isCompleted();
  }

  @Test
  void breakerWhenEveryCallHangsThenRecoveryIsSeenWithinASecondToo() {
    for (int i = 0; i < 40; i++) {
      var unused = call();
      time.advance(Duration.ofMillis(400));
    }
    time.advance(Duration.ofSeconds(4));
    assertThat(breaker.rejects() || !call().isDone()).isTrue();
    upstream.respond(FakeTransport.OK);
    int waited = 0;
    while (!isGood(call())) {
      time.advance(Duration.ofMillis(50));
      waited += 50;
    }
    assertThat(waited).isLessThanOrEqualTo(1_000);
  }

  private static boolean isGood(CompletableFuture<?> call) {
    return call.isDone() && !call.isCompletedExceptionally();
  }
}
