package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that wait for one timer, each with a time of its own. */
class CallsInFlightTest extends CallFixture {

  @Test
  void startWhenTheCallHasATimeOfItsOwnThenThatOneHolds() {
    ApiRequest patient =
        new ApiRequest("GET", "/v2/x", null, true, null, Duration.ofSeconds(20), 1);
    CompletableFuture<String> call = call(patient);
    time.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(upstream.exchanges()).hasSize(1);
    time.advance(Duration.ofNanos(1));
    assertThat(upstream.exchanges()).hasSize(2);
    time.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(call).isNotDone();
    time.advance(Duration.ofNanos(1));

    assertThat(failureOf(call))
        .hasMessage("GET /v2/x: no response from Liveblocks within 20000 ms");
  }

  @Test
  void startWhenCallsHaveDifferentTimesThenEachEndsAtItsOwn() {
    CompletableFuture<String> longest = call(withTimeout(Duration.ofSeconds(30)));
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<String> shortest = call(withTimeout(Duration.ofSeconds(2)));
    CompletableFuture<String> usual = call(withTimeout(DEADLINE));

    time.advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(shortest).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(shortest).isDone();
    time.advance(Duration.ofSeconds(6).minusNanos(1));
    assertThat(usual).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(usual).isDone();
    time.advance(Duration.ofSeconds(21).minusNanos(1));
    assertThat(longest).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(longest).isDone();
  }

  private static ApiRequest withTimeout(Duration timeout) {
    return new ApiRequest(
        "GET", "/v2/x", null, true, null, timeout, ApiRequest.DEFAULT_MAX_RESPONSE_BYTES);
  }

  @Test
  void startWhenManyCallsAreInFlightThenOneTimerServesAll() {
    for (int i = 0; i < 500; i++) {
      var unused = call();
      time.advance(Duration.ofMillis(1));
    }
    assertThat(time.pending()).isOne();
  }

  @Test
  void startWhenThousandsAreDueOneByOneThenTheyAreWokenInGroups() {
    for (int i = 0; i < 1_000; i++) {
      var unused = call();
      time.advance(Duration.ofNanos(100_000));
    }
    long before = time.scheduled();
    time.advance(DEADLINE);
    assertThat(pipeline.calls().size()).isZero();
    assertThat(time.scheduled() - before).isLessThan(200);
  }

  @Test
  void closeWhenCallsWaitAndAreInFlightThenAllFailAndTheBreakerStaysClosed() {
    List<CompletableFuture<String>> calls = Stream.generate(this::call).limit(500).toList();
    pipeline.calls().close();

    assertThat(calls)
        .allSatisfy(call -> assertThat(failureOf(call)).hasMessageContaining("is closed"));
    assertThat(upstream.exchanges()).allMatch(CompletableFuture::isCancelled);
    assertThat(breaker.rejects()).isFalse();
  }

  /** On a real clock, and from many threads: nobody is woken early, and nobody is forgotten. */
  @Test
  void startWhenManyThreadsStartCallsOfVeryDifferentTimesThenEachEndsAtItsOwn() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (ThreadScheduler clock = new ThreadScheduler("calls")) {
      CallsInFlight calls = new CallsInFlight(clock);
      Pipeline pipeline =
          new Pipeline(
              upstream,
              authorization,
              clock,
              callers,
              new CallLimiter(2_000, 1, callers),
              new RetryPolicy(0, () -> 0),
              new SecondAttempts(20, clock),
              failures,
              DEADLINE.toNanos(),
              calls);
      List<CompletableFuture<Duration>> early = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        Duration timeout = Duration.ofMillis(1 + i * 7_919L % 500);
        CompletableFuture<Duration> ended = new CompletableFuture<>();
        early.add(ended);
        callers.execute(() -> hang(pipeline, clock, timeout, ended));
      }
      for (CompletableFuture<Duration> each : early) {
        assertThat(each.get(20, TimeUnit.SECONDS)).isLessThanOrEqualTo(Duration.ZERO);
      }
      assertThat(calls.size()).isZero();
    } finally {
      callers.shutdownNow();
    }
  }

  /** Tells what the call ended too early by. It has a breaker of its own, for it times out. */
  private static void hang(
      Pipeline pipeline, Scheduler clock, Duration timeout, CompletableFuture<Duration> ended) {
    long begun = clock.nanoTime();
    Call<String> call =
        new Call<>(
            pipeline, withTimeout(timeout), TransportResponse::text, new Breaker("one", clock));
    pipeline.calls().add(call);
    var unused =
        call.start()
            .whenComplete(
                (value, failure) -> {
                  if (failure instanceof LiveblocksTimeoutException) {
                    ended.complete(timeout.minusNanos(clock.nanoTime() - begun));
                  } else {
                    ended.completeExceptionally(new AssertionError(failure));
                  }
                });
  }
}
