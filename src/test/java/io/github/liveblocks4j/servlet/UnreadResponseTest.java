package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Visitors who read none of their responses. */
@Timeout(120)
class UnreadResponseTest {

  /** More than the client has I/O threads, and timers. */
  private static final int CONNECTIONS = 8;

  /** With tokens of this size more than the buffers of a connection hold. */
  private static final int REQUESTS = 300;

  private static final String INFO = "x".repeat(20_000);

  private static final String REQUEST =
      "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
          .formatted(TestApp.PATH);

  @Test
  void tokenWhenOthersDoNotReadThenIsSent() throws IOException {
    List<Socket> unread = new ArrayList<>();
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        TestApp app =
            TestApp.with(
                new LiveblocksAuthServlet(
                    request -> LiveblocksUser.of("alice").userInfo(Map.of("name", INFO))),
                Map.of(
                    "secretKey",
                    fake.secretKey(),
                    "baseUrl",
                    fake.baseUrl().toString(),
                    "maxTokensPerUserPerMinute",
                    "0"))) {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = new Socket();
        unread.add(socket);
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port()));
        socket.getOutputStream().write(REQUEST.repeat(REQUESTS).getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(app.post("{}").statusCode()).isEqualTo(200);
      }
      assertThat(fake.requests())
          .as("unread responses hold up their own connections")
          .hasSizeLessThan(CONNECTIONS * REQUESTS);
    } finally {
      for (Socket socket : unread) {
        socket.close();
      }
    }
  }
}
