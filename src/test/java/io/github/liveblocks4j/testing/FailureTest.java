package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureTest {

  private static final String IDENTIFY = "/v2/identify-user";
  private static final String ALICE = "{\"userId\":\"alice\"}";

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  @Test
  void statusWhenScriptedThenSentOnce() throws Exception {
    fake.next(Failure.status(503).header("Retry-After", "1"));

    HttpResponse<String> failed = client.post(IDENTIFY, ALICE);

    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.headers().firstValue("Retry-After")).contains("1");
    assertThat(TestClient.object(failed).get("error")).isEqualTo("Service Unavailable");
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(200);
  }

  @Test
  void statusWhenBodyAndHeadersAreSetThenTheyReplaceTheDefaults() throws Exception {
    fake.next(Failure.status(429).body("slow down").header("content-type", "text/plain"));

    HttpResponse<String> failed = client.post(IDENTIFY, ALICE);

    assertThat(failed.statusCode()).isEqualTo(429);
    assertThat(failed.body()).isEqualTo("slow down");
    assertThat(failed.headers().allValues("Content-Type")).containsExactly("text/plain");
  }

  @Test
  void nextWhenManyAreScriptedThenTheyComeInOrder() throws Exception {
    fake.next(Failure.status(500), Failure.status(502));
    fake.next(Failure.status(504));

    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(500);
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(502);
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(504);
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(200);
  }

  @Test
  void onPathWhenPathIsAnotherThenFailureWaits() throws Exception {
    fake.next(Failure.status(500).onPath("/v2/authorize"), Failure.reset().onPath("/v2/rooms"));

    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(200);
    assertThat(client.post("/v2/authorize-user", ALICE).statusCode()).isEqualTo(500);
    assertThat(client.post("/v2/authorize-user", ALICE).statusCode()).isEqualTo(422);
    assertThatThrownBy(() -> client.post("/v2/rooms", "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void alwaysWhenFailuresAreClearedThenResponsesAreNormalAgain() throws Exception {
    fake.always(Failure.status(500).onPath("/v2/rooms"), Failure.status(503));
    fake.next(Failure.status(429));

    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(429);
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(503);
    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(503);
    assertThat(client.get("/v2/rooms").statusCode()).isEqualTo(500);

    fake.next(Failure.status(429));
    fake.clearFailures();

    assertThat(client.post(IDENTIFY, ALICE).statusCode()).isEqualTo(200);
  }

  @Test
  void malformedBodyWhenScriptedThenStatusIs200AndBodyIsNotJson() throws Exception {
    fake.next(Failure.malformedBody());

    HttpResponse<String> response = client.post(IDENTIFY, ALICE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> TestClient.object(response)).isInstanceOf(JsonbException.class);
  }

  @Test
  void redirectWhenScriptedThenLocationIsSent() throws Exception {
    fake.next(Failure.redirect(URI.create("http://127.0.0.1:9/elsewhere")));

    HttpResponse<String> response = client.post(IDENTIFY, ALICE);

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("Location")).contains("http://127.0.0.1:9/elsewhere");
  }

  @Test
  void delayWhenScriptedThenNormalResponseComesLate() throws Exception {
    fake.next(Failure.delay(Duration.ofMillis(150)));
    long start = System.nanoTime();

    HttpResponse<String> response = client.post(IDENTIFY, ALICE);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void delayWhenFakeIsClosedThenConnectionEndsAtOnce() throws Exception {
    fake.next(Failure.delay(Duration.ofHours(1)));
    try (Socket socket = sendRaw()) {
      assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();

      fake.close();

      assertThat(readsEnd(socket)).isTrue();
    }
  }

  @Test
  void hangWhenScriptedThenClientTimesOut() {
    fake.next(Failure.hang());

    assertThatThrownBy(
            () -> client.send(client.request("/v2/rooms").GET().timeout(Duration.ofMillis(200))))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void hangWhenFakeIsClosedThenConnectionEnds() throws Exception {
    fake.next(Failure.hang());
    try (Socket socket = sendRaw()) {
      assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      fake.close();

      socket.setSoTimeout(10_000);
      assertThat(readsEnd(socket)).isTrue();
    }
  }

  @Test
  void hangWhenClientLeavesThenConnectionEnds() throws Exception {
    fake.next(Failure.hang());
    try (Socket socket = sendRaw()) {
      assertThat(fake.takeRequest(Duration.ofSeconds(10))).isPresent();

      socket.shutdownOutput();

      assertThat(readsEnd(socket)).isTrue();
    }
  }

  /** The shape of a slow upstream under load: each request has a connection of its own. */
  @Test
  void delayWhenAThousandRequestsAreSlowThenAllGetTheirResponses() throws Exception {
    fake.always(Failure.delay(Duration.ofSeconds(2)));
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        sockets.add(sendRaw());
      }
      for (Socket socket : sockets) {
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
        assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200 OK");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(fake.requests()).hasSize(1_000);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("fake-liveblocks-"))
        .hasSizeLessThan(20);
  }

  @Test
  void resetWhenScriptedThenClientSeesConnectionReset() throws Exception {
    fake.next(Failure.reset());
    try (Socket socket = sendRaw()) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void halfBodyWhenScriptedThenBodyIsShorterThanPromised() throws Exception {
    fake.next(Failure.halfBody());
    try (Socket socket = sendRaw()) {
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      int promised =
          Integer.parseInt(response.replaceAll("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
      int sent = response.length() - response.indexOf("\r\n\r\n") - 4;
      assertThat(response).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(sent).isBetween(1, promised - 1);
    }

    fake.next(Failure.halfBody());
    assertThatThrownBy(() -> client.post(IDENTIFY, ALICE)).isInstanceOf(IOException.class);
  }

  @Test
  void statusWhenOutOfRangeThenRejected() {
    assertThatThrownBy(() -> Failure.status(199)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Failure.status(600)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headerWhenItWouldBreakTheLineThenRejected() {
    assertThatThrownBy(() -> Failure.status(500).header("X-A", "b\r\nX-C: d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Failure.status(500).header("X A", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void delayWhenNegativeThenRejected() {
    assertThatThrownBy(() -> Failure.delay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Socket sendRaw() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), fake.baseUrl().getPort());
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            """
            POST /v2/identify-user HTTP/1.1\r
            Host: fake\r
            Authorization: Bearer %s\r
            Content-Length: %d\r
            \r
            %s\
            """
                .formatted(fake.secretKey(), ALICE.length(), ALICE)
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Whether the connection ends, be it with FIN or with RST. */
  private static boolean readsEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }
}
