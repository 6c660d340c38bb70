package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Liveblocks client() {
    return Liveblocks.create(
        LiveblocksConfig.builder()
            .secretKey("sk_dev_topsecret")
            .baseUrl(URI.create("http://127.0.0.1:" + server.getLocalPort()))
            .maxConcurrentCalls(1)
            .build());
  }

  /** Accepts the connection that must come, on which nothing may. */
  private void assertOpensAndSendsNothing() throws IOException {
    try (Socket connection = server.accept()) {
      connection.setSoTimeout(300);
      assertThatThrownBy(() -> connection.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void createOpensNoConnection() throws IOException {
    server.setSoTimeout(700); // The upkeep runs each half second.
    try (Liveblocks liveblocks = client()) {
      assertThat(liveblocks.config().maxConcurrentCalls()).isEqualTo(1);
      assertThatThrownBy(() -> server.accept()).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void warmUpOpensAConnectionAndSendsNothing() throws IOException {
    try (Liveblocks liveblocks = client()) {
      liveblocks.warmUp();
      assertOpensAndSendsNothing();
    }
  }

  @Test
  void startOfAnEndpointWarmsItsClientUp() throws IOException {
    try (Liveblocks liveblocks = client();
        TestApp app =
            TestApp.with(new LiveblocksAuthServlet(liveblocks, request -> ALICE), Map.of())) {
      assertOpensAndSendsNothing();
      assertThat(app).isNotNull();
    }
  }

  @Test
  void warmUpWhenRepeatedThenNothingIsSentAndThePermitIsThere() throws Exception {
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        CapturedLog log = new CapturedLog();
        Liveblocks liveblocks =
            Liveblocks.create(
                LiveblocksConfig.builder()
                    .secretKey(FakeLiveblocks.DEFAULT_SECRET_KEY)
                    .baseUrl(fake.baseUrl())
                    .deadline(Duration.ofSeconds(5))
                    .maxConcurrentCalls(1)
                    .build())) {
      for (int i = 0; i < 100; i++) {
        liveblocks.warmUp();
      }
      assertThat(liveblocks.identifyUser(ALICE)).isNotNull();
      assertThat(fake.takeRequest(Duration.ofSeconds(5)).orElseThrow().body()).contains("alice");
      assertThat(fake.takeRequest(Duration.ofMillis(100))).isEmpty();
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void warmUpWhenClosedThenDoesNothing() throws IOException {
    Liveblocks liveblocks = client();
    liveblocks.close();

    liveblocks.warmUp();

    server.setSoTimeout(300);
    assertThatThrownBy(() -> server.accept()).isInstanceOf(SocketTimeoutException.class);
  }
}
