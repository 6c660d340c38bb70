package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends single requests to Liveblocks: no retries, no redirects (they would carry the secret key to
 * wherever they point), no cookies. Thread-safe.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * Sends one request and collects the response, whatever its status. The caller bounds the time by
   * cancelling. Does not block.
   *
   * @param request what to send
   * @param authorization the value of its Authorization header
   * @return the exchange; failed with an {@link IOException}, cancellable. A {@link
   *     java.net.ConnectException} and a {@link NoConnectionException} say that nothing was sent
   */
  CompletableFuture<TransportResponse> send(ApiRequest request, String authorization);

  /** Opens a connection in the background, for the first request to find. */
  void warmUp();

  /** Ends connections and threads at once; exchanges under way fail. */
  @Override
  void close();

  /**
   * Opens the transport over Apache HttpCore and HttpClient, known by its name only: in the
   * standalone jar it is one of the {@linkplain UnscannedClassLoader unscanned classes}.
   *
   * @param connectTimeout for each of TCP and TLS
   * @param timeout for each wait for a proxy; a bound for what nobody cancels
   * @throws LinkageError when HttpClient is not there
   */
  static HttpTransport open(
      URI baseUrl, Duration connectTimeout, Duration timeout, int maxConnections) {
    try {
      return (HttpTransport)
          UnscannedClassLoader.load("io.github.liveblocks4j.internal.http.Transports")
              .getMethod("open", URI.class, Duration.class, Duration.class, int.class)
              .invoke(null, baseUrl, connectTimeout, timeout, maxConnections);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("the HTTP client cannot be created", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this jar is not complete", e);
    }
  }

  /** Signals that all connections were busy for too long. */
  final class NoConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for the reason that the HTTP client gives. */
    public NoConnectionException(Throwable cause) {
      super(cause);
    }
  }

  /** Signals a response that is larger than the call allows. */
  final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for this limit, in bytes. */
    public TooLargeException(int limit) {
      super("the response is larger than " + limit + " bytes (maxResponseBytes)");
    }
  }
}
