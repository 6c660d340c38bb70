package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.HttpTransport;
import io.github.liveblocks4j.internal.Threads;
import io.github.liveblocks4j.internal.TransportResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests through a proxy, by Apache HttpClient over HTTP/1.1. What HttpClient logs never
 * has the secret key or a token in it, whatever the application's log level: the header that
 * carries the key masks itself, and the log of all bytes on the wire (requests, and responses with
 * tokens) is left out.
 */
final class ProxyTransport implements HttpTransport {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // The pool follows a change of Liveblocks' addresses within this time.
  private static final TimeValue CONNECTION_TTL = TimeValue.ofMinutes(5);

  // HttpClient's own have no bound: a head without end would fill the memory until the deadline.
  private static final Http1Config HTTP1 =
      Http1Config.custom().setMaxLineLength(1 << 14).setMaxHeaderCount(500).build();

  private final Requests requests;
  private final RequestConfig requestConfig;
  private final Threads threads = new Threads("liveblocks-http");
  // Two, so that one slow name lookup does not hold up every other request.
  private final ExecutorService executor = Executors.newFixedThreadPool(2, threads);
  private final CloseableHttpAsyncClient client;
  private volatile boolean closed;

  ProxyTransport(URI baseUrl, Duration connectTimeout, Duration timeout, int maxConnections) {
    this.requests = new Requests(baseUrl);
    this.requestConfig = requestConfig(timeout);
    Timeout connect = Timeout.of(connectTimeout);
    this.client =
        HttpAsyncClientBuilder.create()
            .useSystemProperties()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .useSystemProperties()
                    .setMaxConnPerRoute(maxConnections)
                    .setMaxConnTotal(maxConnections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(connect)
                            .setTimeToLive(CONNECTION_TTL)
                            .build())
                    .setDefaultTlsConfig(
                        TlsConfig.custom()
                            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                            .setHandshakeTimeout(connect)
                            .build())
                    .build())
            .setIOReactorConfig(
                IOReactorConfig.custom()
                    .setIoThreadCount(Math.min(2, Runtime.getRuntime().availableProcessors()))
                    .setTcpNoDelay(true)
                    .build())
            // HttpClient's own decorator logs the bytes on the wire.
            .setIoSessionDecorator(session -> session)
            .setHttp1Config(HTTP1)
            .setThreadFactory(threads)
            .setIoReactorExceptionCallback(this::reactorFailed)
            .setUserAgent(Requests.USER_AGENT)
            .addExecInterceptorLast("cancellation", new Cancellation.Step())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
    client.start();
  }

  @Override
  public CompletableFuture<TransportResponse> send(ApiRequest call, String authorization) {
    CompletableFuture<TransportResponse> result = new CompletableFuture<>();
    AsyncRequestProducer request = requests.builder(call, authorization).build();
    try {
      // HttpClient looks up the name of the proxy on the thread that it is called on.
      executor.execute(() -> execute(call, request, result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new ConnectException("the HTTP client is closed"));
    }
    return result;
  }

  @Override
  public void warmUp() {
    // The proxy decides how long a connection that nobody uses stays open.
  }

  private void execute(
      ApiRequest call, AsyncRequestProducer request, CompletableFuture<TransportResponse> result) {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        call.timeout() == null ? requestConfig : requestConfig(call.timeout()));
    Cancellation cancellation = new Cancellation();
    cancellation.attachTo(context);

    Future<TransportResponse> exchange =
        client.execute(
            request,
            new TransportResponseConsumer(call.maxResponseBytes()),
            context,
            new FutureCallback<>() {
              @Override
              public void completed(TransportResponse response) {
                result.complete(response);
              }

              @Override
              public void failed(Exception failure) {
                result.completeExceptionally(translated(failure));
              }

              @Override
              public void cancelled() {
                result.cancel(false);
              }
            });
    var unused =
        result.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                exchange.cancel(true);
                cancellation.cancel();
              }
            });
  }

  private static RequestConfig requestConfig(Duration timeout) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(timeout))
        .setResponseTimeout(Timeout.of(timeout))
        .build();
  }

  /** Translates HttpClient's own types for callers that do not know them. */
  private static Exception translated(Exception failure) {
    if (failure instanceof ConnectTimeoutException) {
      Exception translated = new ConnectException(failure.getMessage());
      translated.initCause(failure);
      return translated;
    }
    return failure instanceof ConnectionRequestTimeoutException
        ? new NoConnectionException(failure)
        : failure;
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
    client.close(CloseMode.IMMEDIATE);
    threads.awaitEnd();
  }
}
