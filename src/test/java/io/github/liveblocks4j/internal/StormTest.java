package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many calls at once on the client's own threads: whatever becomes of them, no permit is lost. */
class StormTest {

  /** More than a busy machine needs for a burst. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private static ApiClient client(Transport transport, URI url, String key, int permits) {
    return new ApiClient(
        transport, RotatingSecret.of(SecretKey.of(key)), url, DEADLINE, 0, permits, null);
  }

  private static List<CompletableFuture<ApiResponse>> burst(ApiClient api, int calls) {
    ApiRequest request = ApiRequest.forToken("/v2/identify-user", "{\"userId\":\"alice\"}");
    return Stream.generate(() -> api.send(request, Function.<ApiResponse>identity()))
        .limit(calls)
        .toList();
  }

  private static long successes(List<CompletableFuture<ApiResponse>> calls) {
    return calls.stream()
        .filter(call -> call.handle((response, failure) -> failure == null).join())
        .count();
  }

  @Test
  void sendWhenAThirdIsCancelledThenAllPermitsAreBackAndClosingEndsTheRest() {
    try (FakeLiveblocks fake = FakeLiveblocks.start()) {
      HttpTransport transport = new HttpTransport(fake.baseUrl(), DEADLINE, DEADLINE, 20);
      ApiClient api = client(transport, fake.baseUrl(), fake.secretKey(), 20);
      fake.always(Failure.delay(Duration.ofMillis(5)));
      for (int burst = 0; burst < 5; burst++) {
        List<CompletableFuture<ApiResponse>> calls = burst(api, 200);
        for (int i = 0; i < 200; i += 3) {
          calls.get(i).cancel(true);
        }
        assertThat(successes(calls)).isGreaterThanOrEqualTo(133);
      }
      fake.clearFailures();
      assertThat(successes(burst(api, 100))).isEqualTo(100);
      assertThat(api.limiter.inFlight()).isZero();
      assertThat(api.limiter.waiting()).isZero();
      assertThat(api.context.calls()).isEmpty();

      fake.always(Failure.hang());
      List<CompletableFuture<ApiResponse>> last = burst(api, 200);
      api.close();
      assertThat(successes(last)).isZero();
    }
  }
}
