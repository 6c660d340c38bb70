package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests calls on a time that stands still until it is told to pass. */
class CallTest {

  private static final Duration DEADLINE = Duration.ofSeconds(8);
  private static final ApiRequest CREATE = new ApiRequest("POST", "/v2/rooms", "{}", false);

  private final Executor executor = new InTurn();
  private final FakeScheduler time = new FakeScheduler();
  private final RotatingKey authorization = new RotatingKey();
  private final FakeTransport upstream = new FakeTransport();
  private final Failures failures =
      new Failures(
          new Json(), Clock.systemUTC(), URI.create("https://api.test"), DEADLINE, 20, 1_000);
  private final CallLimiter limiter = new CallLimiter(20, 1_000, executor);
  private final Breaker breaker = new Breaker("token calls", time);
  private final Pipeline pipeline =
      new Pipeline(
          upstream,
          authorization,
          time,
          executor,
          limiter,
          new RetryPolicy(2, () -> 0),
          new SecondAttempts(20, time),
          failures,
          DEADLINE.toNanos(),
          new CallsInFlight(time));
  private int users;

  private CompletableFuture<String> call(ApiRequest request) {
    Call<String> call = new Call<>(pipeline, request, response -> read(request, response), breaker);
    pipeline.calls().add(call);
    return call.start();
  }

  private String read(ApiRequest request, TransportResponse response) {
    if (response.status() != 200) {
      throw failures.of(request, response);
    }
    return response.text();
  }

  private CompletableFuture<String> call() {
    return call(ApiRequest.forToken("/v2/identify-user", "{}", "user" + users++));
  }

  private void respondAfter(Duration delay) {
    upstream.always(
        request -> {
          CompletableFuture<TransportResponse> exchange = new CompletableFuture<>();
          var unused = time.schedule(() -> exchange.complete(FakeTransport.OK), delay.toNanos());
          return exchange;
        });
  }

  private static LiveblocksException failureOf(CompletableFuture<?> call) {
    assertThat(call).isCompletedExceptionally();
    return (LiveblocksException)
        call.handle((value, failure) -> failure).thenApply(failure -> failure).join();
  }

  @AfterEach
  void nothingIsHeldWhenAllCallsHaveEnded() {
    time.advance(DEADLINE);
    assertThat(limiter.available()).isEqualTo(20);
    assertThat(limiter.waiting()).isZero();
    assertThat(pipeline.calls().size()).isZero();
    assertThat(time.pending()).isZero();
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "[", "{\"error\":1e99999999999}", "{\"error\":{}}", "\u0000"})
  void retryWhenA503HasAnyBodyThenRetriedAndCounted(String body) {
    upstream.respond(FakeTransport.response(503, body));
    List<CompletableFuture<String>> calls = Stream.generate(this::call).limit(20).toList();
    time.advance(Duration.ofMillis(300));

    assertThat(upstream.exchanges()).hasSize(60);
    assertThat(failureOf(calls.get(0)))
        .isInstanceOfSatisfying(
            LiveblocksApiException.class, failure -> assertThat(failure.status()).isEqualTo(503));
    assertThat(breaker.rejects()).isTrue();
  }

  @Test
  void retryWhenA503HasAVeryLongNumberThenRetried() {
    upstream.respond(FakeTransport.response(503, "{\"error\":" + "9".repeat(20_000) + "}"));
    CompletableFuture<String> call = call();
    time.advance(Duration.ofSeconds(1));
    assertThat(failureOf(call)).isInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.exchanges()).hasSize(3);
  }

  static Stream<Throwable> whateverALibraryThrows() {
    return Stream.of(
        new IOException("broken"),
        new UnknownHostException("nowhere.invalid"),
        new ConnectException("refused"),
        new IllegalStateException("I/O reactor has been shut down"),
        new ArithmeticException("overflow"),
        new StackOverflowError(),
        new NoClassDefFoundError("org/apache/hc/X"),
        new CompletionException(new IOException("wrapped")));
  }

  @ParameterizedTest
  @MethodSource("whateverALibraryThrows")
  void startWhenTheExchangeFailsThenOneKindOfFailure(Throwable thrown) {
    upstream.fail(thrown);
    CompletableFuture<String> call = call();
    time.advance(Duration.ofSeconds(1));
    assertThat(failureOf(call))
        .isInstanceOf(LiveblocksUnavailableException.class)
        .hasMessageContaining("POST /v2/identify-user: no response from Liveblocks");
  }

  @ParameterizedTest
  @MethodSource("whateverALibraryThrows")
  void startWhenTheTransportThrowsThenOneKindOfFailure(Throwable thrown) {
    upstream.always(
        request -> {
          throw unchecked(thrown);
        });
    CompletableFuture<String> call = call();
    time.advance(Duration.ofSeconds(1));
    assertThat(failureOf(call)).isInstanceOf(LiveblocksUnavailableException.class);
  }

  @ParameterizedTest
  @MethodSource("whateverALibraryThrows")
  void startWhenTheReaderThrowsThenTheFutureFails(Throwable thrown) {
    upstream.respond(FakeTransport.OK);
    ApiRequest request = ApiRequest.forToken("/v2/identify-user", "{}", "u");
    CompletableFuture<String> call =
        new Call<String>(
                pipeline,
                request,
                response -> {
                  throw unchecked(thrown);
                },
                breaker)
            .start();
    time.advance(DEADLINE);
    assertThat(failureOf(call)).isInstanceOf(LiveblocksException.class);
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new CompletionException(thrown);
  }

  @Test
  void startWhenNoTimerCanBeSetThenTheFutureFails() {
    time.fail();
    assertThat(failureOf(call())).hasMessageContaining("no thread can be started");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void retryWhenNoTimerCanBeSetThenTheFutureFails() {
    CompletableFuture<String> call = call();
    time.fail();
    upstream.exchanges().get(0).complete(FakeTransport.response(503, ""));
    assertThat(failureOf(call)).hasMessageContaining("no thread can be started");
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

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>", "", "{\"message\":\"Forbidden\"}", "{\"error\":1}", "[\"error\"]"})
  void startWhenAClientErrorIsNotOfLiveblocksThenProtocolException(String body) {
    for (int status : new int[] {400, 401, 403, 404, 407, 422}) {
      upstream.respond(FakeTransport.response(status, body));
      assertThat(failureOf(call()))
          .isInstanceOf(LiveblocksProtocolException.class)
          .hasMessageContaining("status " + status)
          .hasMessageContaining("Check the base URL (host api.test)");
    }
    assertThat(breaker.rejects()).isFalse();
  }

  /**
   * Runs tasks on the thread of the caller, the ones that a task adds after it: a thousand calls
   * that each begin the next when they end would overflow the stack.
   */
  private static final class InTurn implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
      try {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
          next.run();
        }
      } finally {
        running = false;
      }
    }
  }

  /** Stands for a key file: holds a key that calls learn of only when theirs is rejected. */
  private static final class RotatingKey implements Authorization {
    private String current = "old";
    private String inFile = "old";

    @Override
    public String value() {
      return current;
    }

    @Override
    public boolean hasReplaced(String rejected) {
      current = inFile;
      return !current.equals(rejected);
    }
  }

  private void rejectTheOldKey() {
    upstream.always(
        request ->
            CompletableFuture.completedFuture(
                upstream.authorizations().get(upstream.authorizations().size() - 1).equals("new")
                    ? FakeTransport.OK
                    : FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}")));
  }

  @Test
  void startWhenTheKeyIsRejectedAndReplacedThenOneMoreAttemptEvenIfNotIdempotent() {
    rejectTheOldKey();
    authorization.inFile = "new";
    assertThat(call(CREATE)).isCompletedWithValue("{\"token\":\"a.b.c\"}");
    assertThat(upstream.authorizations()).containsExactly("old", "new");
  }

  @Test
  void startWhenTheKeyIsRejectedAndNotReplacedThenFailsAfterOneAttempt() {
    rejectTheOldKey();
    assertThat(failureOf(call()).kind()).isEqualTo(LiveblocksException.Kind.SECRET_KEY_REJECTED);
    assertThat(upstream.authorizations()).containsExactly("old");
  }

  @Test
  void startWhenEveryNewKeyIsRejectedThenOneMoreAttemptOnly() {
    upstream.always(
        request -> {
          authorization.inFile += upstream.authorizations().size() < 5 ? "er" : "";
          return CompletableFuture.completedFuture(
              FakeTransport.response(401, "{\"error\":\"UNAUTHORIZED\"}"));
        });
    assertThat(failureOf(call()).kind()).isEqualTo(LiveblocksException.Kind.SECRET_KEY_REJECTED);
    assertThat(upstream.authorizations()).containsExactly("old", "older");
  }

  @Test
  void startWhenSomethingElseRespondsThatItIsForbiddenThenTheKeyIsNotTheCause() {
    upstream.respond(FakeTransport.response(403, "<html>"));
    authorization.inFile = "new";
    assertThat(failureOf(call())).isInstanceOf(LiveblocksProtocolException.class);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void startWhenTheNewKeyMeetsTransientFailuresThenAllRetriesAreLeft() {
    authorization.inFile = "new";
    CompletableFuture<TransportResponse> first = new CompletableFuture<>();
    upstream.always(request -> first);
    CompletableFuture<String> call = call();
    upstream.respond(FakeTransport.response(503, "{}"));
    first.complete(FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}"));
    time.advance(Duration.ofSeconds(2));
    assertThat(failureOf(call).kind()).isEqualTo(LiveblocksException.Kind.UNAVAILABLE);
    assertThat(upstream.authorizations()).containsExactly("old", "new", "new", "new");
  }

  @Test
  void startWhenAnAttemptBesideTheFirstIsRejectedThenTheNewKeyTakesThePlaceOfBoth() {
    CompletableFuture<String> call = call();
    authorization.inFile = "new";
    time.advance(DEADLINE.dividedBy(2));
    List<CompletableFuture<TransportResponse>> beside = upstream.exchanges();
    assertThat(beside).hasSize(2);

    beside.get(1).complete(FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}"));

    assertThat(beside.get(0)).isCancelled();
    assertThat(call).isNotDone();
    upstream.exchanges().get(2).complete(FakeTransport.OK);
    assertThat(call).isCompleted();
    assertThat(upstream.authorizations()).containsExactly("old", "old", "new");
  }
}
