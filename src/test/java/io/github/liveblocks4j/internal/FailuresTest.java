package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.support.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  private final Failures failures =
      new Failures(new Json(), URI.create("https://api.liveblocks.io"), 200, 1_000);
  private final ApiRequest request = ApiRequest.forToken("/v2/identify-user", "{}");

  /** HttpCore's exception has the line in it that it could not parse. */
  static Stream<Exception> quoting() {
    Exception parser = new ParseException("Invalid header", "{\"token\":\"" + Secrets.TOKEN, 0, 9);
    return Stream.of(
        parser,
        new IOException("the connection broke", parser),
        new IOException("the connection broke", new ConnectException().initCause(parser)));
  }

  @ParameterizedTest
  @MethodSource("quoting")
  void ofWhenALibraryQuotesTheResponseThenNothingOfIt(Exception quoting) {
    LiveblocksException failure = failures.of(request, quoting);

    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(Secrets.leakIn(cause.toString())).isEmpty();
    }
  }

  @Test
  void ofWhenTheJdkFailsThenItsFailureIsTheCause() {
    IOException reset = new IOException("Connection reset", new ConnectException("refused"));

    assertThat(failures.of(request, reset)).hasCause(reset).hasMessageContaining("reset");
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
