package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests what a server's log gets to see at its loudest, of all libraries, through real SLF4J. */
class SecretsInLogsTest {

  private static final String KEY = "sk_dev_topsecret";

  @AutoClose private final CapturedLog log = new CapturedLog();

  @BeforeEach
  void everythingIsOn() {
    for (String name : List.of("org", "jakarta", "java", "javax", "jdk", "sun", "com")) {
      var unused = log.include(Logger.getLogger(name));
    }
    assertThat(LoggerFactory.getLogger("org.apache.hc.client5.http.wire").isTraceEnabled())
        .isTrue();
  }

  /** What becomes of failures, the scan of all tests sees; here is that others do log. */
  @Test
  void logWhenEverythingIsAtTraceThenNeitherKeyNorTokenIsInIt() {
    LiveblocksUser alice = LiveblocksUser.of("alice");
    String token;
    try (FakeLiveblocks fake = FakeLiveblocks.builder().secretKey(KEY).start();
        Liveblocks liveblocks =
            Liveblocks.builder().secretKey(KEY).baseUrl(fake.baseUrl()).build()) {
      token = liveblocks.identifyUser(alice).value();
      fake.next(Failure.status(422).body("<html>" + KEY + " " + token));
      assertThatThrownBy(() -> liveblocks.identifyUser(alice))
          .isInstanceOf(LiveblocksException.class);
    }

    assertThat(log.text())
        .contains("jakarta.json.spi.JsonProvider")
        .contains("org.apache.hc.client5.http.headers")
        .contains(">> POST /v2/identify-user HTTP/1.1")
        .contains(">> Authorization: ***")
        .doesNotContain("org.apache.hc.client5.http.wire");
    assertThat(log.text())
        .doesNotContain("topsecret", "eyJ", token.substring(token.indexOf('.') + 1));
  }

  /** HttpClient's own messages quote what they could not read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\r\n\r\n",
        "HTTP/1.1 %s OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n%s\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n"
      })
  void logWhenTheResponseIsNotHttpThenDoesNotQuoteIt(String response) throws Exception {
    assertNotQuoted(response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager",
        "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient"
      })
  void logWhenOnlyOneLoggerIsAtDebugThenDoesNotQuoteEither(String name) throws Exception {
    Logger.getLogger("org").setLevel(Level.INFO);
    Logger logger = Logger.getLogger(name);
    try {
      logger.setLevel(Level.FINE);
      assertNotQuoted("HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n");
    } finally {
      logger.setLevel(null);
    }
  }

  private void assertNotQuoted(String response) throws Exception {
    byte[] bytes = response.formatted("eyJ0.eyJ1.c2ln").getBytes(StandardCharsets.US_ASCII);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Liveblocks liveblocks =
            Liveblocks.builder()
                .secretKey(KEY)
                .baseUrl("http://localhost:" + server.getLocalPort())
                .maxRetries(0)
                .build()) {
      CompletableFuture<AuthToken> token = liveblocks.identifyUserAsync(LiveblocksUser.of("alice"));
      try (Socket connection = server.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo('P');
        connection.getOutputStream().write(bytes);
        assertThatThrownBy(() -> token.get(10, TimeUnit.MINUTES))
            .hasCauseInstanceOf(LiveblocksException.class);
      }
    }
    assertThat(log.text()).contains("the response is not valid HTTP").doesNotContain("eyJ");
  }
}
