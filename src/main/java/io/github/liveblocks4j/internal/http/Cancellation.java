package io.github.liveblocks4j.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Cancels one exchange so that its connection is given up for sure. HttpClient (5.5) forgets what
 * to cancel when a connection is established before its own bookkeeping is done; the exchange then
 * keeps the connection until the response or its timeout. Thread-safe.
 */
final class Cancellation {

  private static final String ATTRIBUTE = Cancellation.class.getName();

  private volatile boolean cancelled;
  private volatile @Nullable AsyncExecRuntime runtime;

  /** Tells the exchanges of this context apart. */
  void attachTo(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  void cancel() {
    cancelled = true;
    AsyncExecRuntime connected = runtime;
    if (connected != null) {
      connected.discardEndpoint();
    }
  }

  private void connected(AsyncExecRuntime connection) throws IOException {
    runtime = connection;
    if (cancelled) {
      throw new InterruptedIOException("cancelled");
    }
  }

  /** The last step before the request is sent, when there is a connection for it. */
  static final class Step implements AsyncExecChainHandler {

    @Override
    public void execute(
        HttpRequest request,
        @Nullable AsyncEntityProducer entity,
        AsyncExecChain.Scope scope,
        AsyncExecChain chain,
        AsyncExecCallback callback)
        throws HttpException, IOException {
      if (scope.clientContext.getAttribute(ATTRIBUTE) instanceof Cancellation cancellation) {
        cancellation.connected(scope.execRuntime);
      }
      chain.proceed(request, entity, scope, callback);
    }
  }
}
