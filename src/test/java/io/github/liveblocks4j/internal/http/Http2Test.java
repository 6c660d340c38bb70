package io.github.liveblocks4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.TransportResponse;
import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests HTTP/2 against a server that does what a real one does on a bad day. */
@Timeout(30)
class Http2Test {

  private static final ApiRequest REQUEST =
      ApiRequest.forToken("/v2/identify-user", "{\"userId\":\"alice\"}", "alice");
  private static final String KEY = "Bearer sk_topsecret";

  @TempDir private static Path directory;
  private static SSLContext context;

  private final AtomicLong moved = new AtomicLong();
  private Http2Server server;
  private DirectTransport transport;

  @BeforeAll
  static void createCertificate() throws Exception {
    context = new TestCertificate("localhost", directory).context();
  }

  @BeforeEach
  void start() throws IOException {
    server = new Http2Server(context);
    transport =
        new DirectTransport(
            server.url(),
            Duration.ofSeconds(10),
            200,
            context,
            () -> System.nanoTime() + moved.get());
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    server.close();
  }

  private CompletableFuture<TransportResponse> send() {
    return transport.send(REQUEST, KEY);
  }

  private List<CompletableFuture<TransportResponse>> send(int count) {
    List<CompletableFuture<TransportResponse>> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(send());
    }
    return exchanges;
  }

  private static String text(CompletableFuture<TransportResponse> exchange) throws Exception {
    return exchange.get(20, TimeUnit.SECONDS).text();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Lets time pass for the transport. */
  private void advance(Duration duration) {
    moved.addAndGet(duration.toNanos());
    transport.pool().upkeep();
  }

  @Test
  void sendWhenTheServerOffersHttp2ThenExchangesShareAConnection() throws Exception {
    Queue<Integer> held = new ConcurrentLinkedQueue<>();
    server.always((peer, stream) -> held.add(stream));
    List<CompletableFuture<TransportResponse>> exchanges = send(50);
    await(() -> held.size() == 50);

    for (int stream : held) {
      server.peer(0).respond(stream);
    }
    for (CompletableFuture<TransportResponse> exchange : exchanges) {
      assertThat(text(exchange)).startsWith("{\"stream\":");
    }
    assertThat(server.peers()).hasSize(1);
    assertThat(server.peer(0).authorizations()).hasSize(50).containsOnly(KEY);
  }

  @Test
  void sendWhenTheServerAllowsTenStreamsThenFiveHundredSucceedWithinTheLimit() throws Exception {
    server.maxStreams(10);
    server.always(
        (peer, stream) -> Http2Server.daemon(() -> peer.respondQuietly(stream), "response"));
    for (CompletableFuture<TransportResponse> exchange : send(500)) {
      assertThat(text(exchange)).startsWith("{\"stream\":");
    }
    assertThat(server.peers())
        .hasSizeLessThanOrEqualTo(50)
        .allSatisfy(peer -> assertThat(peer.mostStreams()).isLessThanOrEqualTo(10));
  }

  @Test
  void sendWhenStreamsAreFullThenFurtherConnectionsAreOpened() throws Exception {
    server.maxStreams(10);
    Queue<Integer> held = new ConcurrentLinkedQueue<>();
    server.always((peer, stream) -> held.add(stream));
    List<CompletableFuture<TransportResponse>> exchanges = send(60);

    await(() -> held.size() == 60);
    assertThat(server.peers()).hasSize(6);
    exchanges.forEach(exchange -> exchange.cancel(true));
  }

  @Test
  void goAwayWhenRequestsWereNotProcessedThenTheyMoveToAnotherConnection() throws Exception {
    AtomicInteger received = new AtomicInteger();
    server.always(
        (peer, stream) -> {
          if (peer != server.peer(0)) {
            peer.respond(stream);
          } else if (received.incrementAndGet() == 10) {
            peer.goAway(3, H2Error.NO_ERROR);
            peer.respond(1);
            peer.respond(3);
          }
        });
    for (CompletableFuture<TransportResponse> exchange : send(10)) {
      assertThat(text(exchange)).startsWith("{\"stream\":");
    }
    assertThat(server.peers()).hasSize(2);
    assertThat(server.peer(1).authorizations()).hasSize(8);
    server.peer(0).awaitClosed();
  }

  @Test
  void goAwayWhenTheServerFailsThenWhatItMayHaveProcessedFails() throws Exception {
    AtomicInteger received = new AtomicInteger();
    server.always(
        (peer, stream) -> {
          if (peer != server.peer(0)) {
            peer.respond(stream);
          } else if (received.incrementAndGet() == 4) {
            peer.goAway(1, H2Error.INTERNAL_ERROR);
          }
        });
    List<CompletableFuture<TransportResponse>> exchanges = send(4);

    assertThatThrownBy(() -> text(exchanges.get(0)))
        .hasCauseInstanceOf(IOException.class)
        .satisfies(
            failure -> assertThat(failure.getCause()).isNotInstanceOf(ConnectException.class));
    for (CompletableFuture<TransportResponse> exchange : exchanges.subList(1, 4)) {
      assertThat(text(exchange)).startsWith("{\"stream\":");
    }
  }

  @Test
  void resetWhenTheStreamWasRefusedThenItIsSentAgain() throws Exception {
    server.always(
        (peer, stream) -> {
          if (stream == 1) {
            peer.reset(stream, H2Error.REFUSED_STREAM);
          } else {
            peer.respond(stream);
          }
        });
    assertThat(text(send())).isEqualTo("{\"stream\":3}");
  }

  @Test
  void resetWhenEveryStreamIsRefusedThenFailsAsNotSent() {
    server.always((peer, stream) -> peer.reset(stream, H2Error.REFUSED_STREAM));
    assertThatThrownBy(() -> text(send())).hasCauseInstanceOf(ConnectException.class);
    assertThat(server.peer(0).authorizations()).hasSize(5);
  }

  @Test
  void resetWhenTheServerFailedThenFailsAsSentAndTheOthersGoOn() throws Exception {
    server.always(
        (peer, stream) -> {
          if (stream == 1) {
            peer.reset(stream, H2Error.INTERNAL_ERROR);
          } else {
            peer.respond(stream);
          }
        });
    List<CompletableFuture<TransportResponse>> exchanges = send(3);
    assertThatThrownBy(() -> text(exchanges.get(0)))
        .satisfies(
            failure -> assertThat(failure.getCause()).isNotInstanceOf(ConnectException.class));
    assertThat(text(exchanges.get(1))).isNotEmpty();
    assertThat(text(exchanges.get(2))).isNotEmpty();
    assertThat(server.peers()).hasSize(1);
  }

  @Test
  void sendWhenOneResponseIsMalformedThenTheOthersGoOn() throws Exception {
    server.always(
        (peer, stream) ->
            peer.respond(
                stream, stream == 1 ? "text/html; charset=klingon" : "application/json", "{}"));
    List<CompletableFuture<TransportResponse>> exchanges = send(3);
    assertThatThrownBy(() -> text(exchanges.get(0))).hasCauseInstanceOf(IOException.class);
    assertThat(text(exchanges.get(1))).isEqualTo("{}");
    assertThat(text(exchanges.get(2))).isEqualTo("{}");
    assertThat(server.peers()).hasSize(1);
  }

  @Test
  void sendWhenTheConnectionIsDroppedThenFailsAndTheNextUsesAnother() throws Exception {
    server.always(
        (peer, stream) -> {
          if (peer == server.peer(0)) {
            peer.drop();
          } else {
            peer.respond(stream);
          }
        });
    assertThatThrownBy(() -> text(send()))
        .hasCauseInstanceOf(IOException.class)
        .satisfies(
            failure -> assertThat(failure.getCause()).isNotInstanceOf(ConnectException.class));
    assertThat(text(send())).isEqualTo("{\"stream\":1}");
    assertThat(server.peers()).hasSize(2);
  }

  @Test
  void sendWhenTheConnectionIsDeadThenPingFindsOutAndTheNextUsesAnother() throws Exception {
    server.always((peer, stream) -> {});
    server.answersPings(false);
    CompletableFuture<TransportResponse> first = send();
    server.takeRequest();
    advance(Duration.ofMillis(1_100));
    await(() -> server.peer(0).pings() == 1);

    // Suspicious by now: nothing more goes this way.
    advance(Duration.ofMillis(2_100));
    server.always(Http2Peer::respond);
    assertThat(text(send())).isEqualTo("{\"stream\":1}");
    assertThat(server.peers()).hasSize(2);
    assertThat(first).isNotDone();

    advance(Duration.ofSeconds(8));
    assertThatThrownBy(() -> text(first)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void sendWhenTheServerIsOnlySlowThenTheConnectionStays() throws Exception {
    server.always((peer, stream) -> {});
    CompletableFuture<TransportResponse> slow = send();
    int stream = server.takeRequest();
    for (int second = 0; second < 10; second++) {
      int pings = server.peer(0).pings();
      advance(Duration.ofMillis(1_100));
      await(() -> server.peer(0).pings() > pings);
    }
    server.peer(0).respond(stream);
    assertThat(text(slow)).isEqualTo("{\"stream\":1}");
    assertThat(server.peers()).hasSize(1);
  }

  @Test
  void cancelWhenStreamsGetNoResponseThenTheConnectionIsReplaced() throws Exception {
    server.maxStreams(10);
    server.always((peer, stream) -> {});
    List<CompletableFuture<TransportResponse>> hung = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < 4; i++) {
      hung.add(send());
      last = server.takeRequest();
    }
    server.always(Http2Peer::respond);
    hung.subList(0, 2).forEach(exchange -> exchange.cancel(true));
    transport.pool().upkeep();
    assertThat(text(send())).isNotEmpty();
    assertThat(server.peers()).hasSize(1);

    hung.get(2).cancel(true);
    transport.pool().upkeep();
    assertThat(text(send())).isNotEmpty();
    assertThat(server.peers()).hasSize(2);

    // The last one that somebody waits for may still get its response.
    server.peer(0).respond(last);
    assertThat(text(hung.get(3))).isEqualTo("{\"stream\":" + last + "}");
    transport.pool().upkeep();
    server.peer(0).awaitClosed();
  }

  @Test
  void cancelWhenWaitingForAConnectionThenNothingIsSent() throws Exception {
    server.maxStreams(1);
    server.always((peer, stream) -> {});
    CompletableFuture<TransportResponse> waiting = send();
    waiting.cancel(true);
    server.always(Http2Peer::respond);
    assertThat(text(send())).isNotEmpty();
    assertThat(server.peer(0).authorizations().size()).isLessThanOrEqualTo(2);
  }

  @Test
  void upkeepWhenTheServerClosesAnIdleConnectionThenAnotherIsOpenedBeforeAnybodyAsks()
      throws Exception {
    assertThat(text(send())).isNotEmpty();
    server.peer(0).drop();
    await(() -> server.peers().size() == 2);

    server.peer(1).drop();
    moved.addAndGet(Duration.ofMinutes(10).toNanos());
    await(() -> transport.pool().connections().isEmpty());
    assertThat(server.peers()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void upkeepWhenAConnectionIsIdleThenItIsPingedAndStays() throws Exception {
    assertThat(text(send())).isNotEmpty();
    advance(Duration.ofSeconds(31));
    await(() -> server.peer(0).pings() == 1);
    assertThat(text(send())).isNotEmpty();
    assertThat(server.peers()).hasSize(1);
  }

  @Test
  void upkeepWhenAConnectionIsOldThenAnotherTakesItsPlace() throws Exception {
    assertThat(text(send())).isNotEmpty();
    advance(Duration.ofSeconds(301));
    await(() -> server.peers().size() == 2);
    await(() -> transport.pool().connections().size() == 2);
    transport.pool().upkeep();
    server.peer(0).awaitClosed();
    assertThat(text(send())).isEqualTo("{\"stream\":1}");
  }

  @Test
  void warmUpWhenNothingWasSentThenAConnectionIsThere() throws Exception {
    transport.warmUp();
    await(() -> transport.pool().connections().size() == 1);
    assertThat(text(send())).isNotEmpty();
    assertThat(server.peers()).hasSize(1);
  }

  @Test
  void closeWhenExchangesAreInFlightThenTheyFailAndNoThreadIsLeft() {
    server.always((peer, stream) -> {});
    List<CompletableFuture<TransportResponse>> exchanges = send(5);
    await(() -> !server.peers().isEmpty() && server.peer(0).mostStreams() == 5);

    transport.close();

    assertThat(exchanges).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(send()).isCompletedExceptionally();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("liveblocks-http"));
  }

  @Test
  void logWhenEverythingIsAtTraceThenNeitherKeyNorTokenIsInIt() throws Exception {
    server.always(
        (peer, stream) -> {
          if (stream == 1) {
            peer.respond(stream, "application/json", "{\"token\":\"topsecret.token.x\"}");
          } else {
            peer.goAway(stream, H2Error.INTERNAL_ERROR);
            peer.drop();
          }
        });
    try (CapturedLog log = new CapturedLog().include(Logger.getLogger(""))) {
      assertThat(text(send())).contains("topsecret");
      assertThatThrownBy(() -> text(send()))
          .satisfies(failure -> assertThat(String.valueOf(failure)).doesNotContain("topsecret"));
      Logger.getLogger("org.apache.hc").finest("captured");
      assertThat(log.text()).contains("captured").doesNotContain("topsecret");
    }
    assertThat(server.peer(0).authorizations()).contains(KEY);
  }
}
