package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;

/**
 * Sends single requests to Liveblocks: no retries, no redirects (they would carry the secret key to
 * wherever they point), no cookies. Thread-safe.
 */
public interface Transport extends AutoCloseable {

  /**
   * Sends one request and collects the response, whatever its status. The caller bounds the time by
   * cancelling. May wait for a name lookup.
   *
   * @param authorization the value of its Authorization header
   * @return the exchange; failed with an {@link IOException}, cancellable. A {@link
   *     java.net.ConnectException} or {@link java.net.UnknownHostException} means that nothing was
   *     sent
   */
  CompletableFuture<SimpleHttpResponse> send(ApiRequest request, String authorization);

  /** Ends connections and threads at once; exchanges in flight fail. */
  @Override
  void close();
}
