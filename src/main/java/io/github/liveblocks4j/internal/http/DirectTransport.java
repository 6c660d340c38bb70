package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.HttpTransport;
import io.github.liveblocks4j.internal.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests without a proxy, by HttpCore: over HTTP/2 where the server offers it, with many
 * exchanges on few connections, and over HTTP/1.1 otherwise. Neither logs anything: no header, no
 * frame, no byte.
 */
final class DirectTransport implements HttpTransport {

  private final Requests requests;
  private final ConnectionPool pool;

  /**
   * @param connectTimeout for each of TCP, TLS, and the first frame of HTTP/2
   * @param maxConnections how many connections there may be; with HTTP/2 there are far fewer
   * @param context TLS settings; null for plain HTTP
   */
  DirectTransport(
      URI baseUrl,
      Duration connectTimeout,
      int maxConnections,
      @Nullable SSLContext context,
      LongSupplier clock) {
    this.requests = new Requests(baseUrl);
    this.pool =
        new ConnectionPool(new Connector(baseUrl, connectTimeout, context), maxConnections, clock);
  }

  @Override
  public CompletableFuture<TransportResponse> send(ApiRequest request, String authorization) {
    Exchange exchange =
        new Exchange(requests.builder(request, authorization), request.maxResponseBytes(), pool);
    pool.submit(exchange);
    return exchange;
  }

  @Override
  public void warmUp() {
    pool.warmUp();
  }

  /** Returns the connections, for tests. */
  ConnectionPool pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
