package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

  private static final String IDENTIFY = "/v2/identify-user";
  private static final String ALICE = "{\"userId\":\"alice\"}";

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  /** ResponsesTableTest has a status by itself, with a body and with a header. */
  @Test
  void headerWhenItReplacesADefaultThenSentAlone() throws Exception {
    fake.next(Failure.status(429).body("slow down").header("content-type", "text/plain"));

    assertThat(client.post(IDENTIFY, ALICE).headers().allValues("Content-Type"))
        .containsExactly("text/plain");
  }

  @Test
  void nextWhenManyAreScriptedThenEachIsForTheFirstRequestOfItsPath() throws Exception {
    fake.next(Failure.status(500), Failure.status(501).onPath("/v2/authorize"));
    fake.next(Failure.status(504), Failure.reset().onPath("/v2/rooms"));

    assertThat(identify()).isEqualTo(500);
    assertThat(identify()).isEqualTo(504);
    assertThat(identify()).isEqualTo(200);
    assertThat(client.post("/v2/authorize-user", ALICE).statusCode()).isEqualTo(501);
    assertThat(client.post("/v2/authorize-user", ALICE).statusCode()).isEqualTo(422);
    assertThatThrownBy(() -> client.post("/v2/rooms", "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void alwaysWhenSetThenUntilFailuresAreCleared() throws Exception {
    fake.always(Failure.status(500).onPath("/v2/rooms"), Failure.status(503));
    fake.next(Failure.status(429));

    assertThat(identify()).isEqualTo(429);
    assertThat(identify()).isEqualTo(503);
    assertThat(identify()).isEqualTo(503);
    assertThat(client.get("/v2/rooms").statusCode()).isEqualTo(500);

    fake.next(Failure.status(429));
    fake.clearFailures();

    assertThat(identify()).isEqualTo(200);
  }

  private static Stream<Failure> late() {
    return Stream.of(Failure.delay(Duration.ofHours(1)), Failure.hang());
  }

  @ParameterizedTest
  @MethodSource("late")
  void lateResponseWhenFakeIsClosedThenConnectionEnds(Failure late) throws Exception {
    fake.next(late);
    try (Socket socket = sendRaw()) {
      assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();

      fake.close();

      assertThat(TestClient.isAtEnd(socket)).isTrue();
    }
  }

  @Test
  void hangWhenClientLeavesThenConnectionEnds() throws Exception {
    fake.next(Failure.hang());
    try (Socket socket = sendRaw()) {
      assertThat(fake.takeRequest(Duration.ofMinutes(10))).isPresent();

      socket.shutdownOutput();

      assertThat(TestClient.isAtEnd(socket)).isTrue();
    }
  }

  @Test
  void delayUntilWhenEventComesThenAllThatWaitGetTheirResponses() throws Exception {
    CompletableFuture<Void> event = new CompletableFuture<>();
    fake.always(Failure.delayUntil(event));
    try (Socket first = sendRaw();
        Socket second = sendRaw()) {
      for (int i = 0; i < 2; i++) {
        assertThat(fake.takeRequest(Duration.ofMinutes(5))).isPresent();
      }
      assertThat(first.getInputStream().available()).isZero();

      event.complete(null);

      for (Socket socket : new Socket[] {first, second}) {
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
        assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200 OK");
      }
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
  }

  @Test
  void lostResponseWhenRoomIsCreatedThenItExistsUnlikeAfterReset() throws Exception {
    for (boolean lost : new boolean[] {false, true}) {
      fake.next(lost ? Failure.lostResponse() : Failure.reset());

      assertThatThrownBy(() -> client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[]}"))
          .isInstanceOf(IOException.class);
      assertThat(client.get("/v2/rooms/r").statusCode()).isEqualTo(lost ? 200 : 404);
    }
  }

  @Test
  void failureWhenInvalidThenRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> Failure.status(199));
    assertThatIllegalArgumentException().isThrownBy(() -> Failure.status(600));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Failure.status(500).header("X-A", "b\r\nX-C: d"));
    assertThatIllegalArgumentException().isThrownBy(() -> Failure.status(500).header("X A", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Failure.delay(Duration.ofMillis(-1)));
  }

  private int identify() throws Exception {
    return client.post(IDENTIFY, ALICE).statusCode();
  }

  private Socket sendRaw() throws IOException {
    Socket socket = client.connect();
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
}
