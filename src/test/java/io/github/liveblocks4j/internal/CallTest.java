package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.support.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The attempts of a call, its permit, its deadline and its retries. */
class CallTest extends CallFixture {

  @Test
  void sendWhenDependentsRunThenThePermitIsBackAlready() {
    CompletableFuture<Integer> seen = call().thenApply(response -> client.limiter.inFlight());
    upstream.exchanges().get(0).complete(FakeTransport.OK);
    assertThat(seen).isCompletedWithValue(0);
  }

  @Test
  void sendWhenNoResponseComesThenFailsAtTheDeadline() {
    CompletableFuture<String> call = call();
    time.advance(DEADLINE.minusNanos(1));
    assertThat(call).isNotDone();
    time.advance(Duration.ofNanos(1));

    assertThat(failureOf(call))
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasMessage("POST /v2/identify-user: no response from Liveblocks within 8000 ms");
    assertThat(upstream.exchanges())
        .as("a slow attempt is not made again")
        .singleElement()
        .matches(CompletableFuture::isCancelled);
  }

  @Test
  void sendWhenRetriesAreSlowTooThenOneDeadlineHoldsForAll() {
    CompletableFuture<String> call = call();
    time.advance(Duration.ofSeconds(7));
    upstream.exchanges().get(0).complete(FakeTransport.response(503, ""));
    time.advance(Duration.ofSeconds(1));

    assertThat(failureOf(call))
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasCauseInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.exchanges()).hasSize(2).last().matches(CompletableFuture::isCancelled);
  }

  @Test
  void sendWhenAllPermitsAreTakenThenWaitsInOrderWithinTheDeadline() {
    List<CompletableFuture<String>> calls = calls(60);
    assertThat(upstream.exchanges()).hasSize(20);

    upstream.exchanges().forEach(exchange -> exchange.complete(FakeTransport.OK));
    assertThat(calls.subList(0, 20)).allMatch(CompletableFuture::isDone);
    assertThat(upstream.exchanges()).hasSize(40);

    time.advance(DEADLINE);
    assertThat(failureOf(calls.get(59)))
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasMessageContaining("was not sent within 8000 ms")
        .hasMessageContaining("maxConcurrentCalls");
    assertThat(failureOf(calls.get(39))).hasMessageContaining("no response from Liveblocks");
  }

  @Test
  void sendWhenTheQueueIsFullThenFailsAtOnce() {
    List<CompletableFuture<String>> calls = calls(PERMITS + ApiClient.MAX_WAITING);
    assertThat(calls(50))
        .allSatisfy(
            call ->
                assertThat(failureOf(call))
                    .isInstanceOf(LiveblocksUnavailableException.class)
                    .hasMessageContaining("20000 are waiting"));
    calls.forEach(call -> call.cancel(true));
    assertThat(isRejecting()).isFalse();
  }

  @Test
  void cancelWhenTheCallWaitsThenItLeavesTheQueue() {
    var unused = calls(PERMITS);
    CompletableFuture<String> waiting = call();
    CompletableFuture<String> next = call();

    waiting.cancel(true);

    assertThat(client.limiter.waiting()).isEqualTo(1);
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
    assertThat(client.limiter.inFlight()).isZero();
  }

  @Test
  void cancelWhenTheCallWaitsForItsRetryThenNoMoreAttempt() {
    upstream.respond(FakeTransport.response(503, ""));
    call().cancel(true);
    time.advance(DEADLINE);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void retryWhenTheDelayPassesThenNoPermitIsHeld() {
    upstream.respond(FakeTransport.retryAfter(503, "2"));
    CompletableFuture<String> call = call();
    assertThat(call).isNotDone();
    assertThat(client.limiter.inFlight()).isZero();

    time.advance(Duration.ofMillis(1_999));
    assertThat(upstream.exchanges()).hasSize(1);
    upstream.respond(FakeTransport.OK);
    time.advance(Duration.ofMillis(1));
    assertThat(call).isCompleted();
  }

  @Test
  void breakerWhenMostCallsFailThenRejectsAtOnceUntilOneSucceeds() {
    try (CapturedLog log = new CapturedLog()) {
      openBreaker(TOKEN);
      assertThat(log.only(Level.WARNING)).contains("Circuit breaker opened: most token calls fail");
    }

    LiveblocksException rejection = failureOf(call());
    assertThat(rejection).hasMessageContaining("circuit breaker is open");
    assertThat(rejection.retryAfter()).hasValue(CircuitBreakers.OPEN);
    assertThat(upstream.exchanges()).hasSize(60);

    upstream.respond(FakeTransport.OK);
    time.advance(CircuitBreakers.OPEN.plusMillis(1));
    assertThat(call()).isCompleted();
    assertThat(isRejecting()).isFalse();
  }

  @Test
  void breakerWhenItIsOpenForTokensThenOtherCallsAreSent() {
    openBreaker(TOKEN);
    assertThat(isRejecting()).isTrue();
    upstream.respond(FakeTransport.OK);
    assertThat(call(CREATE)).isCompleted();
  }

  @Test
  void breakerWhenTheProbeIsCancelledThenTheNextCallProbes() {
    openBreaker(TOKEN);
    time.advance(CircuitBreakers.OPEN.plusMillis(1));
    upstream.always(request -> new CompletableFuture<>());
    CompletableFuture<String> probe = call();
    assertThat(isRejecting()).isTrue();

    probe.cancel(true);

    upstream.respond(FakeTransport.OK);
    assertThat(call()).isCompleted();
  }

  @Test
  void breakerWhenCallersGiveUpOrLiveblocksRejectsThenStaysClosed() {
    calls(40).forEach(call -> call.cancel(true));
    for (int status : new int[] {400, 401, 403, 404, 422, 429, 500, 501}) {
      upstream.respond(FakeTransport.response(status, "{\"error\":\"E\"}"));
      var unused = calls(10);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(isRejecting()).isFalse();
  }

  @Test
  void breakerWhenTheApplicationsOwnTimeoutsAreShortThenStaysClosed() {
    ApiRequest impatient =
        new ApiRequest("GET", new Url("/v2/rooms"), null, true, Duration.ofMillis(30));
    respondAfter(Duration.ofMillis(60));
    for (int i = 0; i < 25; i++) {
      CompletableFuture<String> call = call(impatient);
      time.advance(Duration.ofMillis(30));
      assertThat(failureOf(call))
          .isInstanceOf(LiveblocksTimeoutException.class)
          .hasMessageContaining("within 30 ms");
    }
    CompletableFuture<String> call = call(CREATE);
    time.advance(Duration.ofMillis(60));
    assertThat(call).isCompleted();
  }

  @Test
  void sendWhenTheLogFailsThenTheCallSucceeds() {
    Logger logger = Logger.getLogger("io.github.liveblocks4j");
    logger.setFilter(
        line -> {
          throw new IllegalStateException("the disk is full");
        });
    try {
      upstream.respond(FakeTransport.warning("deprecated"));
      assertThat(call()).isCompletedWithValue("");
      openBreaker(TOKEN); // Logs, too.
    } finally {
      logger.setFilter(null);
    }
  }

  @Test
  void awaitWhenInterruptedThenTheCallEnds() {
    CompletableFuture<String> call = call(CREATE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ApiClient.await(call)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(upstream.exchanges()).singleElement().matches(CompletableFuture::isCancelled);
  }

  @Test
  void sendWhenLiveblocksWarnsThenItIsLoggedOnceWithoutSecrets() {
    try (CapturedLog log = new CapturedLog()) {
      upstream.respond(FakeTransport.warning("deprecated: sk_dev_topsecret"));
      assertThat(call()).isCompleted();
      assertThat(call()).isCompleted();
      assertThat(log.only(Level.WARNING))
          .contains("Liveblocks warns about POST /v2/identify-user: deprecated: sk_***");
    }
  }

  @Test
  void closeWhenCallsAreUnderWayThenAllFail() {
    List<CompletableFuture<String>> calls = calls(30);

    client.close();

    assertThat(calls)
        .allSatisfy(call -> assertThat(failureOf(call)).hasMessageContaining("client is closed"));
    assertThat(failureOf(call())).hasMessageContaining("client is closed");
  }
}
