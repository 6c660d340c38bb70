package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import io.github.liveblocks4j.support.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong below or in a call, its future fails with an exception of ours. */
class CallFailuresTest extends CallFixture {

  private static final String LINE = "{\"token\":\"" + Secrets.TOKEN;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "[", "{\"error\":1e99999999999}", "{\"error\":{}}", "\u0000"})
  void retryWhenA503HasAnyBodyThenRetriedAndCounted(String body) {
    upstream.respond(FakeTransport.response(503, body));
    List<CompletableFuture<String>> calls = calls(20);
    time.advance(Duration.ofMillis(300));

    assertThat(upstream.exchanges()).hasSize(60);
    assertThat(failureOf(calls.get(0)))
        .isInstanceOfSatisfying(
            LiveblocksApiException.class, failure -> assertThat(failure.status()).isEqualTo(503));
    assertThat(isRejecting()).isTrue();
  }

  static Stream<Throwable> whateverALibraryThrows() {
    // HttpCore's exception has the line in it that it could not parse.
    Exception quoting = new ParseException("Invalid header", LINE, 0, LINE.length());
    return Stream.of(
        quoting,
        new IOException("the connection broke", quoting),
        new IOException("the connection broke", new ConnectException().initCause(quoting)),
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
  void sendWhenTheExchangeFailsOrCannotBeginThenOneKindOfFailure(Throwable thrown) {
    upstream.fail(thrown);
    CompletableFuture<String> failing = call();
    time.advance(Duration.ofSeconds(1));
    upstream.always(
        request -> {
          throw unchecked(thrown);
        });
    CompletableFuture<String> throwing = call();
    time.advance(Duration.ofSeconds(1));

    for (CompletableFuture<String> call : List.of(failing, throwing)) {
      assertThat(failureOf(call))
          .isInstanceOf(LiveblocksUnavailableException.class)
          .hasMessageContaining("POST /v2/identify-user: no response from Liveblocks");
      Secrets.assertSafe(failureOf(call), 500);
    }
  }

  @ParameterizedTest
  @MethodSource("whateverALibraryThrows")
  void sendWhenTheReaderThrowsThenTheFutureFails(Throwable thrown) {
    upstream.respond(FakeTransport.OK);
    CompletableFuture<String> call =
        client.send(
            CREATE,
            response -> {
              throw unchecked(thrown);
            });
    time.advance(DEADLINE);
    Secrets.assertSafe(failureOf(call), 500);
  }

  @Test
  void sendWhenTheJdkFailsThenItsFailureIsTheCause() {
    IOException reset = new IOException("Connection reset", new ConnectException("refused"));
    upstream.fail(reset);
    assertThat(failureOf(call(CREATE))).hasCause(reset).hasMessageContaining("reset");
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new CompletionException(thrown);
  }

  @Test
  void retryAndSendWhenNoTimerCanBeSetThenTheFutureFails() {
    CompletableFuture<String> call = call();
    time.fail();
    upstream.exchanges().get(0).complete(FakeTransport.response(503, ""));
    assertThat(failureOf(call)).hasMessageContaining("no thread can be started");
    assertThat(failureOf(call())).hasMessageContaining("no thread can be started");
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>", "", "{\"message\":\"Forbidden\"}", "{\"error\":1}", "[\"error\"]"})
  void sendWhenAClientErrorIsNotOfLiveblocksThenProtocolException(String body) {
    for (int status : new int[] {400, 401, 403, 404, 407, 422}) {
      upstream.respond(FakeTransport.response(status, body));
      assertThat(failureOf(call()))
          .isInstanceOf(LiveblocksProtocolException.class)
          .hasMessageContaining("status " + status)
          .hasMessageContaining("Check the base URL (host api.test)");
    }
    assertThat(isRejecting()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,0", " 7 ,7", "-7,0", "86401,86400", "9223372036854775807,86400"})
  void delayWhenItIsSecondsThenBounded(String header, int seconds) {
    assertThat(Failures.delay(header)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "1.5", "9223372036854775808", "Tue, 24 Nov 2026 12:00:09 GMT", "1e9"})
  void delayWhenItIsMalformedThenNull(String header) {
    assertThat(Failures.delay(header)).isNull();
  }
}
