package io.github.liveblocks4j.internal.http;

import io.github.liveblocks4j.internal.HttpTransport.TooLargeException;
import io.github.liveblocks4j.internal.TransportResponse;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. A request that a connection certainly has not processed, since it
 * was going away or refused the stream, moves on to another one. Thread-safe.
 */
final class Exchange extends CompletableFuture<TransportResponse>
    implements FutureCallback<TransportResponse> {

  private static final int MAX_STREAMS = 5;

  private final AsyncRequestBuilder request;
  private final int maxResponseBytes;
  private final ConnectionPool pool;
  private volatile @Nullable Stream stream; // the latest
  private volatile int streams; // written by one thread after the other

  Exchange(AsyncRequestBuilder request, int maxResponseBytes, ConnectionPool pool) {
    this.request = request;
    this.maxResponseBytes = maxResponseBytes;
    this.pool = pool;
  }

  AsyncRequestProducer request() {
    return request.build();
  }

  int maxResponseBytes() {
    return maxResponseBytes;
  }

  /**
   * Begins a stream.
   *
   * @return false when nobody waits for the response any more
   */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  boolean begin(Stream next) {
    stream = next;
    streams++;
    return !isDone();
  }

  @Override
  public void completed(TransportResponse response) {
    ended();
    complete(response);
  }

  @Override
  public void failed(Exception failure) {
    boolean processed = ended().mayHaveBeenProcessed(failure);
    if (processed) {
      completeExceptionally(
          failure.getCause() instanceof TooLargeException tooLarge ? tooLarge : failure);
    } else if (streams < MAX_STREAMS) {
      pool.resubmit(this);
    } else {
      // Not with its message, which can quote what came over the connection.
      completeExceptionally(
          new ConnectException(
              "no connection has processed the request: " + failure.getClass().getSimpleName()));
    }
  }

  @Override
  public void cancelled() {
    cancel(false);
  }

  private Stream ended() {
    Stream ended = stream;
    if (ended == null) {
      throw new IllegalStateException("a response without a stream");
    }
    ended.ended();
    return ended;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      pool.forget(this);
      Stream current = stream;
      if (current != null) {
        current.abandon();
      }
    }
    return cancelled;
  }
}
