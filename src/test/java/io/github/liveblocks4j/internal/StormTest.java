package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls at once on real threads: whatever becomes of them, no permit is lost. */
@Timeout(600)
class StormTest {

  private static final int PERMITS = 50;

  /** More than a busy machine needs for a burst. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final ScheduledExecutorService upstream = Executors.newScheduledThreadPool(2);
  private final FakeTransport transport = new FakeTransport();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();

  @AfterEach
  void stop() {
    upstream.shutdownNow();
  }

  private ApiClient client(int permits) {
    return new ApiClient(
        transport,
        RotatingSecret.of("sk_test", SecretKey::of),
        URI.create("https://api.test"),
        DEADLINE,
        0,
        permits,
        null);
  }

  private void respondAfterMillis(int millis) {
    transport.always(
        request -> {
          mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          CompletableFuture<SimpleHttpResponse> exchange = new CompletableFuture<>();
          // Registered first, so it runs last: after the call has released its permit.
          var counted = exchange.whenComplete((response, failure) -> inFlight.decrementAndGet());
          var unused =
              upstream.schedule(
                  () -> exchange.complete(FakeTransport.OK), millis, TimeUnit.MILLISECONDS);
          return counted;
        });
  }

  private static List<CompletableFuture<ApiResponse>> burst(ApiClient api, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(
            i ->
                api.send(
                    ApiRequest.forToken("/v2/identify-user", "{\"userId\":\"u" + i + "\"}"),
                    Function.<ApiResponse>identity()))
        .toList();
  }

  private static long successes(List<CompletableFuture<ApiResponse>> calls) {
    return calls.stream()
        .filter(call -> call.handle((response, failure) -> failure == null).join())
        .count();
  }

  private static void assertUnharmed(ApiClient api, int permits) {
    assertThat(successes(burst(api, 100))).isEqualTo(100);
    assertThat(api.context.limiter().available()).isEqualTo(permits);
    assertThat(api.context.limiter().waiting()).isZero();
    assertThat(api.context.calls()).isEmpty();
  }

  @Test
  void sendWhenTenBurstsOf600FollowThenEveryCallSucceeds() {
    respondAfterMillis(2);
    try (ApiClient api = client(PERMITS)) {
      for (int i = 0; i < 10; i++) {
        assertThat(successes(burst(api, 600))).isEqualTo(600);
      }
      assertUnharmed(api, PERMITS);
      assertThat(mostInFlight).hasValue(PERMITS);
    }
  }

  @Test
  void sendWhenAThirdIsCancelledThenAllPermitsAreBack() {
    try (ApiClient api = client(PERMITS)) {
      for (int burst = 0; burst < 10; burst++) {
        respondAfterMillis(burst % 3);
        List<CompletableFuture<ApiResponse>> calls = burst(api, 600);
        for (int i = 0; i < calls.size(); i += 3) {
          calls.get(i).cancel(true);
        }
        assertThat(successes(calls)).isGreaterThanOrEqualTo(400);
      }
      assertUnharmed(api, PERMITS);
    }
  }

  @Test
  void sendWhenTenThousandEndAtOnceThenNoStackOverflows() {
    transport.respond(FakeTransport.OK);
    try (ApiClient api = client(1)) {
      assertThat(successes(burst(api, 10_000))).isEqualTo(10_000);
      assertUnharmed(api, 1);
    }
  }

  @Test
  void closeWhenBurstsAreUnderWayThenEveryCallEndsAndNoThreadIsLeft() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int round = 0; round < 5; round++) {
      respondAfterMillis(1);
      ApiClient api = client(10);
      List<CompletableFuture<ApiResponse>> calls = burst(api, 600);
      var unused = calls.get(round * 20).handle((response, failure) -> true).join();

      api.close();

      assertThat(successes(calls)).isLessThan(600);
      assertThat(burst(api, 1).get(0)).isCompletedExceptionally();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("liveblocks-"))
          .isSubsetOf(before);
    }
  }
}
