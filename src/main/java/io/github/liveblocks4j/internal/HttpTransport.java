package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Single exchanges with Liveblocks: no retries, no redirects (they would carry the secret key to
 * wherever they point), no cookies. Thread-safe.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * Sends one request and collects the answer, whatever its status. The caller bounds the time by
   * cancelling.
   *
   * @param request what to send
   * @param timeout for each wait on the way: for a connection, and for the answer
   * @return the exchange; failed with an {@link IOException}, cancellable. A {@link
   *     java.net.ConnectException} and a {@link NoConnectionException} say that nothing was sent
   */
  CompletableFuture<TransportResponse> send(ApiRequest request, Duration timeout);

  /** Ends connections and threads at once; exchanges under way fail. */
  @Override
  void close();

  /**
   * The transport over Apache HttpClient, known by its name only: in the standalone jar it is one
   * of the {@linkplain UnscannedClassLoader unscanned classes}.
   *
   * @throws LinkageError when HttpClient is not there
   */
  static HttpTransport open(
      URI baseUrl, String authorization, Duration connectTimeout, int maxConnections) {
    try {
      return (HttpTransport)
          UnscannedClassLoader.load("io.github.liveblocks4j.internal.http.ApacheHttpTransport")
              .getConstructor(URI.class, String.class, Duration.class, int.class)
              .newInstance(baseUrl, authorization, connectTimeout, maxConnections);
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

  /** All connections were busy for too long. */
  final class NoConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** For the reason that the HTTP client gives. */
    public NoConnectionException(Throwable cause) {
      super(cause);
    }
  }

  /** The answer is not one that Liveblocks gives. */
  final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Against the limit, in bytes. */
    public TooLargeException(int limit) {
      super("the answer is larger than " + limit + " bytes");
    }
  }
}
