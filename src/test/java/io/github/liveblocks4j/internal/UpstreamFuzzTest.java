package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.jspecify.annotations.Nullable;

/** Fuzzes what Liveblocks responds, or something in its place. */
class UpstreamFuzzTest {

  private static final Failures FAILURES =
      new Failures(new Json(), URI.create("https://api.liveblocks.io"), 200, 1_000);

  @FuzzTest
  void respond(byte[] bytes) {
    FuzzInput input = FuzzInput.utf8(bytes);
    // Not a field: JDK 17 breaks records with annotated components that Jazzer instruments only
    // after JUnit has loaded them, as it does the types in the signatures of this class.
    ApiRequest request = ApiRequest.forToken("/v2/identify-user", "{}");
    int status = status(input.headers().get("status"));
    SimpleHttpResponse response =
        SimpleHttpResponse.create(status, input.body().getBytes(StandardCharsets.UTF_8));
    input.headers().forEach(response::addHeader);

    ApiResponse read = new ApiResponse(request, response, FAILURES.json(), FAILURES);
    if (status >= 200 && status < 300) {
      assertThat(Secrets.leakIn(read.toString())).isEmpty();
      readOrExplain(read::object)
          .map(object -> object.get("token"))
          .ifPresent(token -> readToken(token.toString()));
      readOrExplain(() -> read.as(Map.class));
      readOrExplain(() -> read.as(Shape.class));
    } else {
      LiveblocksException failure =
          FAILURES.of(request, status, input.body(), read.header("Retry-After").orElse(null));
      Secrets.assertSafe(failure, 5_000);
      if (failure instanceof LiveblocksApiException error) {
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.body()).hasSizeLessThanOrEqualTo(16_385);
        assertThat(Secrets.leakIn(error.body())).isEmpty();
      }
      assertThat(failure.retryAfter().orElse(Duration.ZERO))
          .isBetween(Duration.ZERO, Duration.ofDays(1));
    }
  }

  /** What an application reads a response into. */
  public record Shape(String id, int count, Map<String, Double> values) {}

  private static int status(@Nullable String text) {
    return text == null || !text.matches("[2-5][0-9]{2}") ? 200 : Integer.parseInt(text);
  }

  private static void readToken(String text) {
    try {
      AuthToken token = AuthToken.of(text.replace("\"", ""));
      assertThat(token.value()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
      assertThat(token).hasToString("AuthToken[***]");
    } catch (IllegalArgumentException e) {
      assertThat(Secrets.leakIn(e.toString())).isEmpty();
    }
  }

  private static <T> Optional<T> readOrExplain(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (LiveblocksException e) {
      Secrets.assertSafe(e, 5_000);
      return Optional.empty();
    }
  }
}
