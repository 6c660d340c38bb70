package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what only the network itself can show: silent addresses, TLS, proxies. */
class HttpTransportTest {

  private static final ApiRequest REQUEST =
      new ApiRequest("GET", new Url("/v2/rooms"), null, true, null);
  private static final String KEY = "Bearer " + FakeLiveblocks.DEFAULT_SECRET_KEY;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private static Path directory;

  @Test
  void sendWhenNobodyAcceptsTheConnectionThenFailsAsNotSent() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      List<SocketChannel> queue = fill(deaf);
      try (HttpTransport transport = new HttpTransport(url, Duration.ofMillis(200), PATIENCE, 1)) {
        assertThatThrownBy(() -> send(transport)).hasCauseInstanceOf(ConnectException.class);
      } finally {
        for (SocketChannel waiting : queue) {
          waiting.close();
        }
      }
    }
  }

  /** Fills the backlog of a server that accepts nothing. */
  private static List<SocketChannel> fill(ServerSocket deaf) throws IOException {
    List<SocketChannel> queue = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SocketChannel waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()));
      queue.add(waiting);
    }
    return queue;
  }

  @Test
  void sendWhenTheCertificateIsTrustedThenSpeaksTls() throws Exception {
    try (TlsServer server = new TlsServer("localhost", directory)) {
      assertThat(sendTrusting(server.context(), server)).isEqualTo("{}");
      assertThat(server.authorizations()).containsExactly(KEY);
    }
  }

  @ParameterizedTest
  @CsvSource({"elsewhere.example, true", "localhost, false"})
  void sendWhenTheCertificateIsOfAnotherHostOrIssuerThenSendsNothing(
      String host, boolean issuerIsKnown) throws Exception {
    try (TlsServer server = new TlsServer(host, directory)) {
      SSLContext trust = issuerIsKnown ? server.context() : SSLContext.getDefault();

      assertThatThrownBy(() -> sendTrusting(trust, server))
          .as("surely not sent: even a call that is not idempotent may be sent again")
          .hasCauseInstanceOf(ConnectException.class)
          .hasStackTraceContaining("ertifica");
      assertThat(server.authorizations()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic dXNlcjpzZWNyZXQ="})
  void sendWhenTheJvmHasAProxyThenTunnelsThroughItWithoutTheKey(String password) throws Exception {
    try (TlsServer server = new TlsServer("localhost", directory);
        TunnelProxy proxy = new TunnelProxy(password)) {
      Map<String, String> settings = new HashMap<>();
      settings.put("https.proxyHost", "127.0.0.1");
      settings.put("https.proxyPort", Integer.toString(proxy.port()));
      if (!password.isEmpty()) {
        settings.put("https.proxyUser", "user");
        settings.put("https.proxyPassword", "secret");
      }

      assertThat(sendWith(settings, server)).isEqualTo("{}");

      assertThat(server.authorizations()).containsExactly(KEY);
      assertThat(proxy.heads())
          .hasSize(password.isEmpty() ? 1 : 2)
          .allSatisfy(
              head ->
                  assertThat(head.replace("Proxy-Authorization: " + password, ""))
                      .startsWith("CONNECT localhost:" + server.url().getPort() + " HTTP/1.1")
                      .doesNotContainIgnoringCase("authorization")
                      .doesNotContain("sk_fake"));
    }
  }

  @Test
  void sendWhenTheJvmHasASocksProxyThenGoesThroughIt() throws Exception {
    try (TlsServer server = new TlsServer("localhost", directory);
        TunnelProxy proxy = new TunnelProxy("")) {
      Map<String, String> settings =
          Map.of(
              "socksProxyHost", "localhost",
              "socksProxyPort", Integer.toString(proxy.port()),
              "socksNonProxyHosts", "");
      assertThat(sendWith(settings, server)).isEqualTo("{}");
      assertThat(proxy.heads()).containsExactly("SOCKS " + server.url().getPort());
    }
  }

  private static String sendWith(Map<String, String> settings, TlsServer server) throws Exception {
    Properties before = System.getProperties();
    Properties changed = new Properties();
    changed.putAll(before);
    changed.putAll(settings);
    changed.put("http.nonProxyHosts", "");
    System.setProperties(changed);
    try {
      return sendTrusting(server.context(), server);
    } finally {
      System.setProperties(before);
    }
  }

  /** A container reports what a thread keeps of an application that is gone. */
  @Test
  void openWhenTheThreadHasContextThenNoThreadInheritsIt() throws Exception {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    AtomicReference<@Nullable String> seen = new AtomicReference<>();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before);
        FakeLiveblocks fake = FakeLiveblocks.start()) {
      caller.setContextClassLoader(application);
      local.set("application");
      try (HttpTransport transport = new HttpTransport(fake.baseUrl(), PATIENCE, PATIENCE, 1)) {
        transport.send(REQUEST, KEY).thenRun(() -> seen.set(local.get())).get(10, TimeUnit.MINUTES);
        assertThat(seen.get()).isNull();
        assertThat(ioThreads())
            .hasSizeGreaterThan(1)
            .allMatch(thread -> thread.isDaemon())
            .noneMatch(thread -> thread.getContextClassLoader() == application);
      }
    } finally {
      local.remove();
      caller.setContextClassLoader(before);
    }
    assertThat(ioThreads()).isEmpty();
  }

  /** An Error (no memory, for example) ends an I/O thread, and with it the pool of HttpClient. */
  @Test
  void sendWhenAnErrorHasEndedAnIoThreadThenAnotherClientIsUsed() throws Exception {
    try (FakeLiveblocks fake = FakeLiveblocks.start();
        HttpTransport transport = new HttpTransport(fake.baseUrl(), PATIENCE, PATIENCE, 1)) {
      Set<Thread> before = ioThreads();
      Thread ended = before.iterator().next();
      ended.getUncaughtExceptionHandler().uncaughtException(ended, new OutOfMemoryError("as told"));

      assertThat(send(transport)).contains("data");

      assertThat(ioThreads()).isNotEmpty().doesNotContainAnyElementsOf(before);
    }
    assertThat(ioThreads()).isEmpty();
  }

  private static Set<Thread> ioThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("liveblocks-http"))
        .collect(Collectors.toSet());
  }

  /** Sends as a JVM does whose default is this context. */
  private static String sendTrusting(SSLContext context, TlsServer server) throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try (HttpTransport transport = new HttpTransport(server.url(), PATIENCE, PATIENCE, 1)) {
      return send(transport);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static String send(HttpTransport transport) throws Exception {
    return transport.send(REQUEST, KEY).get(10, TimeUnit.MINUTES).getBodyText();
  }
}
