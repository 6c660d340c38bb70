package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are there, come late, in pieces, in part, or never. */
class BodyReaderTest {

  private static final int MAX_BYTES = 1_000_000;
  private static final int PERMITS = 2;
  private static final int LARGE = 900_000;
  private static final long TIMEOUT_NANOS = Duration.ofSeconds(5).toNanos();

  private final AtomicLong clock = new AtomicLong();
  private final BodyReader reader =
      new BodyReader(
          MAX_BYTES, Duration.ofSeconds(5), Duration.ZERO, clock::get, new Semaphore(PERMITS));

  /** What happens in one read of a body. */
  private interface Step {
    byte[] read() throws IOException;
  }

  private static final Step BROKEN =
      () -> {
        throw new IOException("reset");
      };

  private static final Step FAILING =
      () -> {
        throw new IllegalStateException("the connection is gone");
      };

  private static Step piece(String text) {
    return () -> text.getBytes(StandardCharsets.UTF_8);
  }

  private Step after(long nanos, Step step) {
    return () -> {
      clock.addAndGet(nanos);
      return step.read();
    };
  }

  /** A stream that does as it is told; after the last step is its end. */
  private static class Steps extends ServletInputStream {

    private final int available;
    private final Deque<Step> steps;

    Steps(int available, Step... steps) {
      this.available = available;
      this.steps = new ArrayDeque<>(Arrays.asList(steps));
    }

    @Override
    public int available() {
      return steps.isEmpty() ? 0 : available;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Step step = steps.poll();
      if (step == null) {
        return -1;
      }
      byte[] piece = step.read();
      int count = Math.min(piece.length, length);
      System.arraycopy(piece, 0, bytes, offset, count);
      if (count < piece.length) {
        steps.addFirst(() -> Arrays.copyOfRange(piece, count, piece.length));
      }
      return count;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isFinished() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isReady() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static HttpServletRequest request(
      String protocol, long length, @Nullable ServletInputStream body) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BodyReaderTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContentLengthLong" -> length;
                  case "getProtocol" -> protocol;
                  case "getHeader" -> length < 0 && body != null ? "chunked" : null;
                  case "getInputStream" -> {
                    if (body == null) {
                      throw new IllegalStateException("getReader was called");
                    }
                    yield body;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static HttpServletRequest known(int length, @Nullable ServletInputStream body) {
    return request("HTTP/1.1", length, body);
  }

  private static HttpServletRequest chunked(Step... steps) {
    return request("HTTP/1.1", -1, new Steps(0, steps));
  }

  private String read(HttpServletRequest request) throws RequestRejectedException {
    return new String(reader.read(request), StandardCharsets.UTF_8);
  }

  private void assertRejected(HttpServletRequest request, ErrorResponse error) {
    assertThatExceptionOfType(RequestRejectedException.class)
        .isThrownBy(() -> reader.read(request))
        .satisfies(rejection -> assertThat(rejection.error()).isEqualTo(error));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20})
  void readWhenTheBodyComesInPiecesThenReturnsAllOfIt(int available) throws Exception {
    Steps steps = new Steps(available, piece("{\"ro"), piece("om\":"), piece("\"a\"}"));

    assertThat(read(known(12, steps))).isEqualTo("{\"room\":\"a\"}");
    assertThat(read(chunked(piece("{"), piece("}")))).isEqualTo("{}");
    assertThat(read(request("HTTP/2.0", -1, new Steps(0, piece("{}"))))).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1, 0", "HTTP/2.0, 0", "HTTP/1.1, -1"})
  void readWhenThereIsNoBodyThenReadsNothing(String protocol, long length) throws Exception {
    assertThat(read(request(protocol, length, null))).isEmpty();
  }

  @Test
  void readWhenTheBodyIsTooLargeThenRejects() throws Exception {
    String most = "x".repeat(MAX_BYTES);

    assertThat(read(known(MAX_BYTES, new Steps(MAX_BYTES, piece(most))))).isEqualTo(most);
    assertThat(read(chunked(piece(most)))).isEqualTo(most);
    assertRejected(known(MAX_BYTES + 1, new Steps(0)), ErrorResponse.REQUEST_TOO_LARGE);
    assertRejected(chunked(piece(most), piece("x")), ErrorResponse.REQUEST_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void readWhenTheBodyEndsEarlyThenRejects(int available) {
    assertRejected(known(2, new Steps(available, piece("{"))), ErrorResponse.INVALID_REQUEST);
    assertRejected(
        known(2, new Steps(available, piece("{"), BROKEN)), ErrorResponse.INVALID_REQUEST);
    assertRejected(known(2, new Steps(available)), ErrorResponse.INVALID_REQUEST);
    assertRejected(chunked(piece("{}"), BROKEN), ErrorResponse.INVALID_REQUEST);
  }

  /** WildFly's has thrown a NullPointerException after its read timeout. */
  @Test
  void readWhenTheStreamThrowsAnythingThenIsIncomplete() throws Exception {
    for (int i = 0; i <= PERMITS; i++) {
      assertRejected(known(2, new Steps(0, FAILING)), ErrorResponse.INVALID_REQUEST);
    }
    assertRejected(known(2, new Steps(20, FAILING)), ErrorResponse.INVALID_REQUEST);
    assertRejected(chunked(piece("{}"), FAILING), ErrorResponse.INVALID_REQUEST);
    Steps unavailable =
        new Steps(0) {
          @Override
          public int available() {
            throw new IllegalStateException("the connection is gone");
          }
        };
    assertRejected(known(2, unavailable), ErrorResponse.INVALID_REQUEST);
    assertRejected(
        known(2, new Steps(0, after(TIMEOUT_NANOS, FAILING))), ErrorResponse.REQUEST_TIMEOUT);
    assertThat(read(chunked(piece("{}")))).isEqualTo("{}");
  }

  @Test
  void readWhenTheBodyTakesTooLongThenTimesOut() throws Exception {
    long half = TIMEOUT_NANOS / 2;

    assertRejected(
        known(3, new Steps(0, after(half, piece("{")), after(half, piece(" ")), piece("}"))),
        ErrorResponse.REQUEST_TIMEOUT);
    assertRejected(
        chunked(after(TIMEOUT_NANOS, piece("{")), piece("}")), ErrorResponse.REQUEST_TIMEOUT);
    // The container's read timeout: the client may still be there, and has to try again.
    assertRejected(
        known(2, new Steps(0, after(TIMEOUT_NANOS, BROKEN))), ErrorResponse.REQUEST_TIMEOUT);
    // The whole body was late, but is there.
    assertThat(read(known(2, new Steps(0, after(TIMEOUT_NANOS, piece("{}")))))).isEqualTo("{}");
  }

  /** Of large ones each needs a permit: none is in memory before any signature is looked at. */
  @ParameterizedTest
  @CsvSource({"0, busy", "1, late"})
  void readWhenPermitsAreTakenThenRejectsLateAndLargeBodies(int left, String expected) {
    for (int i = 0; i < 2; i++) { // All permits are back.
      whileOthersWait(
          PERMITS - left,
          () -> {
            assertThat(outcome(known(2, new Steps(2, piece("{}"))))).isEqualTo("{}");
            assertThat(outcome(chunked(piece("late")))).isEqualTo(expected);
            Steps large = new Steps(900, piece("x".repeat(LARGE)));
            assertThat(outcome(known(LARGE, large))).hasSize(left == 0 ? 4 : LARGE);
          });
    }
  }

  /** Runs an action in the middle of reading so many bodies. */
  private void whileOthersWait(int count, Runnable action) {
    if (count == 0) {
      action.run();
      return;
    }
    Step nested =
        () -> {
          whileOthersWait(count - 1, action);
          return "{}".getBytes(StandardCharsets.UTF_8);
        };
    assertThat(outcome(chunked(nested))).isEqualTo("{}");
  }

  /** Returns the body, or why it is rejected. */
  private String outcome(HttpServletRequest request) {
    try {
      return read(request);
    } catch (RequestRejectedException e) {
      assertThat(e.retryAfter()).isPositive();
      return e.error().code();
    }
  }

  @Test
  void readWhenAFilterHasReadTheBodyThenSaysSo() {
    assertThatExceptionOfType(RequestRejectedException.class)
        .isThrownBy(() -> reader.read(known(2, null)))
        .satisfies(
            rejection -> {
              assertThat(rejection.error()).isEqualTo(ErrorResponse.RESOLVER_FAILED);
              assertThat(rejection.getCause()).hasMessageContaining("has read the request's body");
            });
    assertThatExceptionOfType(RequestRejectedException.class)
        .isThrownBy(() -> reader.read(known(2, new Steps(0))))
        .withMessageContaining("a filter in front of the endpoint has read it");
  }
}
