package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends requests by Apache HttpClient over HTTP/1.1, through the JVM's proxy where it has one. What
 * HttpClient logs has no secret key or token in it at any level: the header with the key masks
 * itself, and the log of the bytes on the wire is left out.
 */
public final class HttpTransport implements Transport {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final String EXCHANGE = HttpTransport.class.getName();
  private static final TimeValue VALIDATED_AFTER = TimeValue.ofSeconds(2);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  // Few: each wakes up for its own connections.
  private static final int IO_THREADS = 2;
  private static final TimeValue EVICTION_INTERVAL = TimeValue.ofSeconds(10);

  // A change of Liveblocks' addresses is followed within this time.
  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);

  // HttpClient's own have no bound: a head without end would fill the memory until the deadline.
  private static final Http1Config HTTP1 =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(500).build();

  // HttpClient's two that log a failure before it gets here.
  private static final org.slf4j.Logger CONNECTIONS_LOG =
      LoggerFactory.getLogger(PoolingAsyncClientConnectionManager.class);
  private static final org.slf4j.Logger CLIENT_LOG =
      LoggerFactory.getLogger(
          "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient");

  // Who sends a request cancels it when it takes too long.
  private static final RequestConfig REQUESTS =
      RequestConfig.custom()
          .setConnectionRequestTimeout(Timeout.DISABLED)
          .setResponseTimeout(Timeout.DISABLED)
          .setProtocolUpgradeEnabled(false)
          .build();

  private final URI baseUrl;
  private final Duration connectTimeout;
  private final Duration tlsTimeout;
  private final int maxConnections;
  private Client client; // guarded by this
  private volatile boolean closed;

  /**
   * Opens the transport. Connections are opened by need.
   *
   * @param tlsTimeout for the TLS handshake
   */
  public HttpTransport(
      URI baseUrl, Duration connectTimeout, Duration tlsTimeout, int maxConnections) {
    this.baseUrl = baseUrl;
    this.connectTimeout = connectTimeout;
    this.tlsTimeout = tlsTimeout;
    this.maxConnections = maxConnections;
    this.client = new Client();
  }

  /** Returns the JVM's SOCKS proxy, which HttpClient does not look for as it does for others. */
  private static @Nullable InetSocketAddress socksProxy(URI url) {
    try {
      return ProxySelector.getDefault().select(url).stream()
          .filter(proxy -> proxy.type() == Proxy.Type.SOCKS)
          .map(proxy -> (InetSocketAddress) proxy.address())
          .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
          .findFirst()
          .orElse(null);
    } catch (RuntimeException e) {
      return null; // A selector of the application's.
    }
  }

  /** Returns the client; another one when an error, such as no memory, has ended a thread of it. */
  private synchronized CloseableHttpAsyncClient client() {
    if (client.failed && !closed) {
      client.close();
      client = new Client();
    }
    return client.http;
  }

  @Override
  public CompletableFuture<SimpleHttpResponse> send(ApiRequest request, String authorization) {
    HttpClientContext context = HttpClientContext.create();
    Exchange exchange = new Exchange();
    context.setAttribute(EXCHANGE, exchange);
    Future<SimpleHttpResponse> sending =
        client()
            .execute(
                producer(request, authorization),
                new BoundedResponseConsumer(request.maxResponseBytes()),
                context,
                exchange);
    exchange.onFailure(() -> sending.cancel(true));
    return exchange;
  }

  /**
   * Gives up the connection of an exchange that is cancelled. HttpClient (5.5) does so only for a
   * connection that was open before.
   */
  private static void proceedUnlessCancelled(
      HttpRequest request,
      @Nullable AsyncEntityProducer entity,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    if (scope.clientContext.getAttribute(EXCHANGE) instanceof Exchange exchange) {
      if (exchange.isDone()) {
        throw new InterruptedIOException("cancelled");
      }
      exchange.connected = true;
      exchange.onFailure(scope.execRuntime::discardEndpoint);
    }
    boolean logged = CONNECTIONS_LOG.isDebugEnabled() || CLIENT_LOG.isDebugEnabled();
    chain.proceed(request, entity, logged ? UnquotedFailures.in(scope) : scope, callback);
  }

  private AsyncRequestProducer producer(ApiRequest request, String authorization) {
    AsyncRequestBuilder builder =
        AsyncRequestBuilder.create(request.method())
            .setUri(URI.create(baseUrl + request.path()))
            .setHeader(new Authorization(authorization))
            // Documents of Yjs have another type, and no failure of theirs is worth a 406.
            .setHeader(HttpHeaders.ACCEPT, "application/json, */*;q=0.5");
    request.headers().forEach(builder::setHeader);
    byte[] content = request.content();
    if (content != null) {
      builder.setEntity(content, null); // Its type is among the headers.
    }
    return builder.build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    client.close();
  }

  /** HttpClient with its threads. */
  private final class Client {

    private final Threads threads = new Threads("liveblocks-http", () -> this.failed = true);
    private final CloseableHttpAsyncClient http;
    private final IdleConnectionEvictor evictor;
    private volatile boolean failed;

    Client() {
      PoolingAsyncClientConnectionManager connections =
          PoolingAsyncClientConnectionManagerBuilder.create()
              .useSystemProperties()
              .setMaxConnPerRoute(maxConnections)
              .setMaxConnTotal(maxConnections)
              .setDefaultConnectionConfig(
                  ConnectionConfig.custom()
                      .setConnectTimeout(Timeout.of(connectTimeout))
                      .setValidateAfterInactivity(VALIDATED_AFTER)
                      .setTimeToLive(TIME_TO_LIVE)
                      .build())
              .setDefaultTlsConfig(
                  TlsConfig.custom()
                      .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                      // Many handshakes at once take a machine longer than the network.
                      .setHandshakeTimeout(Timeout.of(tlsTimeout))
                      .build())
              .build();
      this.http =
          HttpAsyncClientBuilder.create()
              .useSystemProperties()
              .setConnectionManager(connections)
              .setIOReactorConfig(
                  IOReactorConfig.custom()
                      .setIoThreadCount(IO_THREADS)
                      .setTcpNoDelay(true)
                      .setSocksProxyAddress(socksProxy(baseUrl))
                      .build())
              .setIoSessionDecorator(session -> session) // HttpClient's own logs the bytes.
              .setHttp1Config(HTTP1)
              .setDefaultRequestConfig(REQUESTS)
              .setThreadFactory(threads)
              .setIoReactorExceptionCallback(this::ioThreadFailed)
              .setUserAgent("liveblocks-servlet/0.1.0-SNAPSHOT") // DocumentsTest: the POM's.
              .addExecInterceptorLast("cancellation", HttpTransport::proceedUnlessCancelled)
              .disableRedirectHandling()
              .disableAutomaticRetries()
              .disableCookieManagement()
              .disableAuthCaching()
              .build();
      // HttpClient's builder has one too, but makes its thread as a child of the application's.
      this.evictor = new IdleConnectionEvictor(connections, threads, EVICTION_INTERVAL, IDLE);
      try {
        http.start();
        evictor.start();
      } catch (RuntimeException | Error e) { // No thread to be had: those that there are end.
        close();
        throw e;
      }
    }

    /** Logs the end of an I/O thread; one that is closed while it reads fails on its own keys. */
    private void ioThreadFailed(Exception failure) {
      failed = true;
      LOG.log(
          closed ? Level.DEBUG : Level.ERROR,
          "An I/O thread of the HTTP client has ended",
          failure);
    }

    void close() {
      evictor.shutdown();
      http.close(CloseMode.IMMEDIATE);
      threads.awaitEnd();
    }
  }

  /** One request, from the lease of its connection on. */
  private static final class Exchange extends CompletableFuture<SimpleHttpResponse>
      implements FutureCallback<SimpleHttpResponse> {

    private volatile boolean connected;

    @Override
    public void completed(SimpleHttpResponse response) {
      complete(response);
    }

    /** Lets the failure say that nothing was sent: no connection, or no TLS on it. */
    @Override
    public void failed(Exception failure) {
      boolean sent = connected && !(failure instanceof RequestNotExecutedException);
      completeExceptionally(
          sent || failure instanceof UnknownHostException
              ? failure
              : new ConnectException(failure.getMessage()).initCause(failure));
    }

    @Override
    public void cancelled() {
      cancel(false);
    }

    private void onFailure(Runnable action) {
      var unused =
          whenComplete(
              (response, failure) -> {
                if (failure != null) {
                  action.run();
                }
              });
    }
  }

  /** The header with the secret key; HttpClient logs headers at DEBUG by their text form. */
  private static final class Authorization extends BasicHeader {

    private static final long serialVersionUID = 1L;

    Authorization(String value) {
      super(HttpHeaders.AUTHORIZATION, value, true);
    }

    @Override
    public String toString() {
      return "Authorization: ***";
    }
  }
}
