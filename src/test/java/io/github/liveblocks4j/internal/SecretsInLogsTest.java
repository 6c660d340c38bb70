package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests what a server's log gets to see at its loudest, of all libraries, through real SLF4J. */
class SecretsInLogsTest {

  private static final String KEY = "sk_dev_topsecret";

  private final Logger root = Logger.getLogger("");
  private final Level levelBefore = root.getLevel();
  private final Handler[] handlersBefore = root.getHandlers();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler everything =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
          lines.add(record.getLoggerName() + " " + formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void capture() {
    for (Handler handler : handlersBefore) {
      root.removeHandler(handler);
    }
    everything.setLevel(Level.ALL);
    root.addHandler(everything);
    root.setLevel(Level.ALL);
    assertThat(LoggerFactory.getLogger("org.apache.hc.client5.http.wire").isTraceEnabled())
        .isTrue();
  }

  @AfterEach
  void restore() {
    root.removeHandler(everything);
    root.setLevel(levelBefore);
    for (Handler handler : handlersBefore) {
      root.addHandler(handler);
    }
  }

  @Test
  void logWhenEverythingIsAtTraceThenNeitherKeyNorTokenIsInIt() {
    String idToken;
    String accessToken;
    try (FakeLiveblocks fake = FakeLiveblocks.builder().secretKey(KEY).start();
        Liveblocks liveblocks =
            Liveblocks.builder().secretKey(KEY).baseUrl(fake.baseUrl()).build();
        Liveblocks impatient =
            Liveblocks.builder()
                .secretKey(KEY)
                .baseUrl(fake.baseUrl())
                .deadline(Duration.ofSeconds(1))
                .build()) {
      LiveblocksUser alice = LiveblocksUser.of("alice");
      idToken = liveblocks.identifyUser(alice).value();
      accessToken =
          liveblocks.authorizeUser(alice, Session.none().allow("plans", Permission.WRITE)).value();
      for (Failure failure :
          List.of(
              Failure.status(403).body("{\"error\":\"E\",\"message\":\"not " + KEY + "\"}"),
              Failure.status(422).body("<html>" + KEY + " " + idToken),
              Failure.status(200).body("{\"token\":17,\"echo\":\"" + idToken + "\"}"),
              Failure.malformedBody(),
              Failure.redirect(fake.baseUrl()))) {
        fake.next(failure);
        assertThatThrownBy(() -> liveblocks.identifyUser(alice))
            .isInstanceOf(LiveblocksException.class);
      }
      fake.next(Failure.reset(), Failure.halfBody(), Failure.status(503));
      assertThatThrownBy(() -> liveblocks.identifyUser(alice))
          .isInstanceOf(LiveblocksException.class);
      fake.always(Failure.hang());
      assertThatThrownBy(() -> impatient.identifyUser(alice))
          .isInstanceOf(LiveblocksException.class);
    }

    String log = String.join("\n", lines);
    assertThat(log).contains("jakarta.json.spi.JsonProvider"); // Others do log.
    assertThat(log).doesNotContain("topsecret").doesNotContain("eyJ");
    assertThat(log).doesNotContain(signature(idToken)).doesNotContain(signature(accessToken));
  }

  @Test
  void logWhenHttpClientSendsThenMasksTheKeyAndOmitsTheWire() throws Exception {
    Duration patience = Duration.ofSeconds(10);
    try (FakeLiveblocks fake = FakeLiveblocks.builder().secretKey(KEY).start();
        HttpTransport transport = new HttpTransport(fake.baseUrl(), patience, patience, 1)) {
      ApiRequest request = ApiRequest.forToken("/v2/identify-user", "{\"userId\":\"alice\"}");
      assertThat(transport.send(request, "Bearer " + KEY).get(10, TimeUnit.SECONDS).getBodyText())
          .contains("eyJ");
    }

    String log = String.join("\n", lines);
    // HttpClient did log the request, down to the header that matters.
    assertThat(log)
        .contains("org.apache.hc.client5.http.headers")
        .contains(">> POST /v2/identify-user HTTP/1.1")
        .contains(">> Authorization: ***");
    assertThat(log)
        .doesNotContain("topsecret")
        .doesNotContain("eyJ")
        .doesNotContain("org.apache.hc.client5.http.wire");
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
    requestTokenFrom(response);

    String log = String.join("\n", lines);
    assertThat(log).contains("the response is not valid HTTP").doesNotContain("eyJ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager",
        "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient"
      })
  void logWhenOnlyOneLoggerIsAtDebugThenDoesNotQuoteEither(String name) throws Exception {
    root.setLevel(Level.INFO);
    Logger logger = Logger.getLogger(name);
    try {
      logger.setLevel(Level.FINE);
      requestTokenFrom("HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n");
    } finally {
      logger.setLevel(null);
    }

    String log = String.join("\n", lines);
    assertThat(log).contains("the response is not valid HTTP").doesNotContain("eyJ");
  }

  private static void requestTokenFrom(String response) throws Exception {
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
        assertThatThrownBy(() -> token.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(LiveblocksException.class);
      }
    }
  }

  private static String signature(String token) {
    return token.substring(token.indexOf('.') + 1);
  }
}
