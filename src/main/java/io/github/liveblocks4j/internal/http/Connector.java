package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.impl.nio.ClientH2UpgradeHandler;
import org.apache.hc.core5.http2.impl.nio.ClientHttp1UpgradeHandler;
import org.apache.hc.core5.http2.impl.nio.HttpProtocolNegotiator;
import org.apache.hc.core5.http2.protocol.H2RequestConnControl;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.http2.ssl.ApplicationProtocol;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Opens connections: name lookup, TCP, TLS, and the protocol by ALPN. Thread-safe. */
final class Connector implements AutoCloseable, NamedEndpoint {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final H2Config HTTP2 =
      H2Config.custom()
          .setPushEnabled(false)
          .setInitialWindowSize(1 << 20)
          .setMaxHeaderListSize(1 << 16)
          .build();
  // Small buffers, which grow: with HTTP/1.1 there can be thousands of connections.
  private static final Http1Config HTTP1 =
      Http1Config.custom()
          .setBufferSize(2048)
          .setMaxLineLength(1 << 14)
          .setMaxHeaderCount(500)
          .build();

  // HttpCore's own ask the server for permission before each body, and wait for it (Expect).
  private static final HttpProcessor PROCESSOR2 =
      HttpProcessorBuilder.create()
          .addAll(
              H2RequestTargetHost.INSTANCE,
              H2RequestContent.INSTANCE,
              H2RequestConnControl.INSTANCE,
              new RequestUserAgent(Requests.USER_AGENT))
          .build();
  private static final HttpProcessor PROCESSOR1 =
      HttpProcessorBuilder.create()
          .addAll(
              RequestTargetHost.INSTANCE,
              RequestContent.INSTANCE,
              RequestConnControl.INSTANCE,
              new RequestUserAgent(Requests.USER_AGENT))
          .build();

  private final String host;
  private final int port;
  private final Duration connectTimeout;
  private final @Nullable SSLContext context;
  private final Threads threads = new Threads("liveblocks-http");
  // Two, so that one slow name lookup does not hold up the upkeep.
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, threads);
  private final DefaultConnectingIOReactor reactor;
  private volatile boolean closed;

  /**
   * @param context TLS settings; null for plain HTTP
   */
  Connector(URI baseUrl, Duration connectTimeout, @Nullable SSLContext context) {
    this.context = context;
    this.host = baseUrl.getHost().replace("[", "").replace("]", ""); // of an IPv6 address
    int standard = context != null ? 443 : 80;
    this.port = baseUrl.getPort() < 0 ? standard : baseUrl.getPort();
    this.connectTimeout = connectTimeout;
    this.reactor =
        new DefaultConnectingIOReactor(
            this::handler,
            IOReactorConfig.custom()
                .setIoThreadCount(Math.min(2, Runtime.getRuntime().availableProcessors()))
                .setSoTimeout(Timeout.DISABLED)
                .setTcpNoDelay(true)
                .build(),
            threads,
            null,
            this::reactorFailed,
            null,
            null);
    reactor.start();
  }

  boolean isTls() {
    return context != null;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public String getHostName() {
    return host;
  }

  @Override
  public int getPort() {
    return port;
  }

  /** Runs a task soon, on a thread that may wait a little. */
  void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run(); // Closed: the task finds out.
    }
  }

  void repeat(Runnable task, Duration interval) {
    var unused =
        executor.scheduleWithFixedDelay(
            task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Opens a connection in the background; it tells what becomes of it. */
  void open(Connection connection) {
    execute(
        () -> {
          try {
            connect(connection, InetAddress.getAllByName(host), 0);
          } catch (UnknownHostException e) {
            connection.failed(e);
          } catch (RuntimeException e) { // The reactor is closed.
            connection.failed(notConnected(e));
          }
        });
  }

  private void connect(Connection connection, InetAddress[] addresses, int index) {
    var unused =
        reactor.connect(
            this,
            new InetSocketAddress(addresses[index], port),
            null,
            Timeout.of(connectTimeout),
            connection,
            new FutureCallback<>() {
              @Override
              public void completed(IOSession session) {
                // The handler goes on.
              }

              @Override
              public void failed(Exception failure) {
                if (index + 1 < addresses.length && !closed) {
                  connect(connection, addresses, index + 1);
                } else {
                  connection.failed(notConnected(failure));
                }
              }

              @Override
              public void cancelled() {
                failed(new ConnectException("the HTTP client is closed"));
              }
            });
  }

  private IOEventHandler handler(ProtocolIOSession session, Object attachment) {
    Connection connection = (Connection) attachment;
    connection.connected(session);
    SSLContext secure = context;
    if (secure != null) {
      session.startTls(
          secure,
          this,
          null,
          (endpoint, engine) -> {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(TLS.excludeWeak(parameters.getProtocols()));
            parameters.setApplicationProtocols(
                new String[] {ApplicationProtocol.HTTP_2.id, ApplicationProtocol.HTTP_1_1.id});
            engine.setSSLParameters(parameters);
          },
          null,
          Timeout.of(connectTimeout));
    }
    session.registerProtocol(
        ApplicationProtocol.HTTP_2.id,
        new ClientH2UpgradeHandler(
            new ClientH2StreamMultiplexerFactory(PROCESSOR2, null, HTTP2, null, connection),
            failure -> connection.failed(notConnected(failure))));
    session.registerProtocol(
        ApplicationProtocol.HTTP_1_1.id,
        (upgraded, callback) -> {
          new ClientHttp1UpgradeHandler(
                  new ClientHttp1StreamDuplexerFactory(PROCESSOR1, HTTP1, null, connection))
              .upgrade(upgraded, callback);
          connection.openedHttp1();
        });
    return new HttpProtocolNegotiator(session, null) {
      @Override
      public void exception(IOSession failed, Exception cause) {
        super.exception(failed, cause);
        connection.failed(notConnected(cause));
      }

      @Override
      public void disconnected(IOSession failed) {
        super.disconnected(failed);
        connection.failed(new ConnectException("the server closed the connection at once"));
      }
    };
  }

  /** Nothing has been sent yet, whatever it was. What is wrong with a certificate stays visible. */
  private Exception notConnected(Exception failure) {
    if (failure instanceof ConnectException || failure instanceof SSLException) {
      return failure;
    }
    ConnectException translated =
        new ConnectException(
            failure instanceof SocketTimeoutException
                ? "connecting to %s:%d took longer than %d ms"
                    .formatted(host, port, connectTimeout.toMillis())
                : String.valueOf(failure.getMessage()));
    translated.initCause(failure);
    return translated;
  }

  /** A reactor that is closed while it reads fails on its own keys, which is not worth an error. */
  private void reactorFailed(Exception failure) {
    LOG.log(
        closed ? Level.DEBUG : Level.ERROR,
        "An I/O thread of the HTTP client has ended: close this Liveblocks client and create another",
        failure);
  }

  @Override
  public void close() {
    closed = true;
    executor.shutdownNow();
    reactor.close(CloseMode.IMMEDIATE);
    threads.awaitEnd();
  }
}
