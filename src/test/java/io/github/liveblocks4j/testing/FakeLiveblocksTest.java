package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeLiveblocksTest {

  private static final String IDENTIFY = "/v2/identify-user";
  private static final String ALICE = "{\"userId\":\"älice\"}";

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  @Test
  void takeRequestWhenRequestsCameThenEachIsTakenOnce() throws Exception {
    client.get("/v2/rooms/a");
    client.get("/v2/rooms/b");

    assertThat(fake.takeRequest(Duration.ZERO).map(RecordedRequest::path)).contains("/v2/rooms/a");
    assertThat(fake.takeRequest(Duration.ZERO).map(RecordedRequest::path)).contains("/v2/rooms/b");
    assertThat(fake.takeRequest(Duration.ofMillis(20))).isEmpty();
    assertThat(fake.requests()).hasSize(2);
  }

  @Test
  void addWhenLogIsFullThenOldestGo() throws Exception {
    RequestLog log = new RequestLog();
    for (int i = 0; i < RequestLog.MAX_REQUESTS + 5; i++) {
      log.add(new RecordedRequest("GET", "/" + i, "", Map.of(), new byte[0]));
    }

    assertThat(log.all()).hasSize(RequestLog.MAX_REQUESTS);
    assertThat(log.all().get(0).path()).isEqualTo("/5");
    assertThat(log.take(0).map(RecordedRequest::path)).contains("/5");
  }

  @Test
  void warnWhenSetThenEveryResponseCarriesIt() throws Exception {
    fake.warn("move to v3");
    fake.next(Failure.status(500));

    assertThat(client.post(IDENTIFY, ALICE).headers().firstValue("X-LB-Warn"))
        .contains("move to v3");
    assertThat(client.post(IDENTIFY, ALICE).headers().firstValue("X-LB-Warn"))
        .contains("move to v3");

    fake.warn(null);

    assertThat(client.post(IDENTIFY, ALICE).headers().firstValue("X-LB-Warn")).isEmpty();
    assertThatThrownBy(() -> fake.warn("a\r\nb")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startWhenKeyOrPortIsImpossibleThenRejected() {
    assertThatThrownBy(() -> FakeLiveblocks.builder().secretKey("pk_x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pk_x");
    assertThatThrownBy(() -> FakeLiveblocks.start(fake.baseUrl().getPort()))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> FakeLiveblocks.start(65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startWhenPortWasJustClosedThenListensThereAgain() throws Exception {
    client.post(IDENTIFY, ALICE);
    int port = fake.baseUrl().getPort();
    fake.close();

    try (FakeLiveblocks again = FakeLiveblocks.start(port)) {
      assertThat(again.baseUrl().getPort()).isEqualTo(port);
      assertThat(new TestClient(again).post(IDENTIFY, ALICE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closeWhenConnectionsAreOpenThenTheyAndAllThreadsEnd() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    FakeLiveblocks other = FakeLiveblocks.start();
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Socket socket = new TestClient(other).connect();
      sockets.add(socket);
      String request = "GET /v2/rooms HTTP/1.1\r\nHost: fake\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().readNBytes(12)).asString().contains("401");
    }
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("fake-liveblocks-"))
            .filter(thread -> !before.contains(thread))
            .toList();
    assertThat(threads).hasSizeBetween(2, 5).allMatch(Thread::isDaemon);

    other.close();
    other.close();

    assertThat(threads).noneMatch(Thread::isAlive);
    for (Socket socket : sockets) {
      socket.getInputStream().skip(socket.getInputStream().available());
      assertThat(TestClient.isAtEnd(socket)).isTrue();
      socket.close();
    }
    assertThatThrownBy(() -> new TestClient(other).connect()).isInstanceOf(IOException.class);
  }

  @Test
  void resetWhenFakeWasUsedThenItIsAsNew() throws Exception {
    client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[]}");
    client.post("/v2/groups", "{\"id\":\"g\"}");
    fake.setActiveUsers("r", "u");
    fake.warn("old");
    fake.always(Failure.status(500));
    fake.secretKey("sk_other");

    fake.reset();

    assertThat(fake.secretKey()).isEqualTo(FakeLiveblocks.DEFAULT_SECRET_KEY);
    assertThat(fake.requests()).isEmpty();
    assertThat(fake.takeRequest(Duration.ZERO)).isEmpty();
    HttpResponse<String> room = client.get("/v2/rooms/r");
    assertThat(room.statusCode()).isEqualTo(404);
    assertThat(room.headers().firstValue("X-LB-Warn")).isEmpty();
    assertThat(client.get("/v2/groups/g").statusCode()).isEqualTo(404);
    client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[]}");
    assertThat(client.get("/v2/rooms/r/active-users").body()).isEqualTo("{\"data\":[]}");
  }

  @Test
  void requestWhenBodyIsTooLongThenRejected() throws Exception {
    String longest = "\"" + "x".repeat(Exchange.MAX_BODY - 2) + "\"";

    assertThat(client.post(IDENTIFY, longest).statusCode()).isEqualTo(422);
    assertThat(client.post(IDENTIFY, longest + " ").statusCode()).isEqualTo(413);
  }
}
