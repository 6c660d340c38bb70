package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests shapes of load on real threads: many calls at once, again and again. */
@Timeout(120)
class StormTest {

  private static final Authorization KEY = Authorization.fixed("Bearer sk_test");
  private static final URI BASE_URL = URI.create("https://api.test");

  /** What a busy machine may need for a burst; a call that hangs still fails its test. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ScheduledExecutorService upstream = Executors.newScheduledThreadPool(2);
  private final FakeTransport transport = new FakeTransport();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();

  @AfterEach
  void stop() {
    upstream.shutdownNow();
  }

  private void respondAfter(Duration delay) {
    transport.always(
        request -> {
          Exchange exchange = new Exchange();
          var unused = upstream.schedule(exchange::respond, delay.toNanos(), TimeUnit.NANOSECONDS);
          return exchange;
        });
  }

  /** Counts itself among those in flight, until just before it ends. */
  private final class Exchange extends CompletableFuture<TransportResponse> {

    private final AtomicBoolean ended = new AtomicBoolean();

    Exchange() {
      mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    void respond() {
      end();
      complete(FakeTransport.OK);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      end();
      return super.cancel(mayInterruptIfRunning);
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        inFlight.decrementAndGet();
      }
    }
  }

  private static ApiRequest request(int i) {
    return ApiRequest.forToken("/v2/identify-user", "{}", "user" + i);
  }

  private static List<CompletableFuture<ApiResponse>> burst(ApiClient api, int calls) {
    List<CompletableFuture<ApiResponse>> burst = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      burst.add(api.send(request(i)));
    }
    return burst;
  }

  private static long successes(List<CompletableFuture<ApiResponse>> calls) {
    return calls.stream()
        .filter(call -> call.handle((response, failure) -> failure == null).join())
        .count();
  }

  /** All permits are there, and a hundred callers at once all get their response. */
  private static void assertUnharmed(ApiClient api, int permits) {
    assertThat(successes(burst(api, 100))).isEqualTo(100);
    assertThat(api.limiter().available()).isEqualTo(permits);
    assertThat(api.limiter().waiting()).isZero();
  }

  @Test
  void sendWhenTenBurstsOf600FollowEachOtherThenEveryCallSucceeds() {
    respondAfter(Duration.ofMillis(20));
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 2, 200)) {
      List<Long> succeeded = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        succeeded.add(successes(burst(api, 600)));
      }
      assertThat(succeeded).containsOnly(600L);
      assertUnharmed(api, 200);
      assertThat(mostInFlight).hasValue(200);
    }
  }

  @Test
  void sendWhenAThousandCallersComeAtOnceThenAllSucceed() {
    respondAfter(Duration.ofMillis(50));
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 2, 200)) {
      assertThat(successes(burst(api, 1_000))).isEqualTo(1_000);
      assertThat(mostInFlight).hasValue(200);
    }
  }

  @Test
  void sendWhenFiftyBurstsOf1000AreCancelledHereAndThereThenAllPermitsAreBack() {
    storm(
        DEADLINE,
        i -> Duration.ofMillis(i % 3),
        call -> {
          if (ThreadLocalRandom.current().nextInt(3) == 0) {
            call.cancel(true);
          }
        });
  }

  @Test
  void sendWhenFiftyBurstsOf1000TimeOutInPartThenAllPermitsAreBack() {
    storm(Duration.ofMillis(60), i -> Duration.ofMillis(15L * (i % 5)), call -> {});
  }

  private void storm(
      Duration deadline,
      IntFunction<Duration> delays,
      Consumer<CompletableFuture<ApiResponse>> fate) {
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, deadline, 0, 50)) {
      for (int burst = 0; burst < 50; burst++) {
        respondAfter(delays.apply(burst));
        List<CompletableFuture<ApiResponse>> calls = burst(api, 1_000);
        calls.forEach(fate);
        assertThat(calls)
            .allSatisfy(
                call ->
                    assertThat(call.handle((response, failure) -> true))
                        .succeedsWithin(Duration.ofSeconds(20)));
      }
      respondAfter(Duration.ZERO);
      awaitRecovery(api);
      assertUnharmed(api, 50);
      assertThat(inFlight).hasValue(0);
      assertThat(mostInFlight).hasValueLessThanOrEqualTo(50);
    }
  }

  /** The storm may have opened the breaker, and rightly so. */
  private static void awaitRecovery(ApiClient api) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (successes(burst(api, 1)) == 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void closeWhenBurstsAreUnderWayThenEveryCallEndsAndNoThreadIsLeft() {
    for (int round = 0; round < 10; round++) {
      respondAfter(Duration.ofMillis(1));
      ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 2, 10);
      List<CompletableFuture<ApiResponse>> calls = burst(api, 1_000);
      calls.get(round * 20).handle((response, failure) -> true).join();

      api.close();

      // A response may be on its way on a thread of the test's upstream, which close does not know;
      // the threads of the real transport have ended by now.
      assertThat(calls)
          .allSatisfy(
              call ->
                  assertThat(call.handle((response, failure) -> true))
                      .succeedsWithin(Duration.ofSeconds(5)));
      assertThat(api.send(request(0))).isCompletedExceptionally();
      assertThat(inFlight).hasValue(0);
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(
              thread ->
                  thread.getName().startsWith("liveblocks-")
                      || thread.getName().startsWith("CircuitBreaker"));
    }
  }

  @Test
  void sendWhenAThousandExchangesEndAtOnceThenNoStackOverflows() {
    transport.respond(FakeTransport.OK);
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 2, 1)) {
      assertThat(successes(burst(api, 10_000))).isEqualTo(10_000);
      assertUnharmed(api, 1);
    }
  }

  @Test
  void sendWhenDependentsBlockInOneCallThenPermitsAreAlreadyBack() {
    respondAfter(Duration.ofMillis(5));
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 2, 1)) {
      CompletableFuture<Integer> seen =
          api.send(request(0)).thenApply(response -> api.limiter().available());
      assertThat(seen).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1);
    }
  }

  @Test
  void breakersWhenTokenCallsFailThenOtherCallsAreLetThrough() {
    transport.respond(FakeTransport.response(503, ""));
    try (ApiClient api = new ApiClient(transport, KEY, BASE_URL, DEADLINE, 0, 10)) {
      assertThat(successes(burst(api, 40))).isZero();
      transport.respond(FakeTransport.OK);
      assertThat(api.send(request(0)).handle((response, failure) -> failure).join())
          .hasMessageContaining("circuit breaker is open");
      assertThat(api.send(new ApiRequest("GET", "/v2/rooms", null, true)))
          .succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void sendWhenBurstsGoOverRealSocketsThenAllSucceedAfterwards() {
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        ApiClient api =
            new ApiClient(
                HttpTransport.open(fake.baseUrl(), DEADLINE, DEADLINE, 20),
                Authorization.fixed("Bearer " + fake.secretKey()),
                fake.baseUrl(),
                DEADLINE,
                0,
                20)) {
      String json = "{\"userId\":\"alice\"}";
      for (int burst = 0; burst < 5; burst++) {
        fake.always(Failure.delay(Duration.ofMillis(5)));
        List<CompletableFuture<ApiResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          calls.add(api.send(ApiRequest.forToken("/v2/identify-user", json, "alice")));
        }
        for (int i = 0; i < 200; i += 3) {
          calls.get(i).cancel(true);
        }
        assertThat(successes(calls)).isGreaterThanOrEqualTo(133);
      }
      fake.clearFailures();
      List<CompletableFuture<ApiResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(api.send(ApiRequest.forToken("/v2/identify-user", json, "alice")));
      }
      assertThat(successes(calls)).isEqualTo(100);
      assertThat(api.limiter().available()).isEqualTo(20);
    }
  }
}
