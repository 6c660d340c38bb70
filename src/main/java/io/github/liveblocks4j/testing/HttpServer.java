package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.support.BasicAsyncServerExpectationDecorator;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/**
 * HttpCore's asynchronous HTTP/1.1 server, on the loopback address only: a late response, or none,
 * costs no thread. All threads have ended when {@link #close} returns.
 *
 * <p>Put together here rather than by HttpCore's bootstrap, which does not tell a handler which
 * connection its request came by; a failure that resets the connection has to know.
 */
final class HttpServer implements AutoCloseable {

  /** Responds to requests on the server's few threads: must not block. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange, RecordedRequest request);
  }

  private static final int MAX_LINE = 32 * 1024;
  private static final int BACKLOG = 1_024;
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final IOReactorConfig REACTOR =
      IOReactorConfig.custom()
          .setIoThreadCount(2)
          .setBacklogSize(BACKLOG)
          .setSoReuseAddress(true)
          .setTcpNoDelay(true)
          .build();
  private static final HttpProcessor RESPONSES =
      new DefaultHttpProcessor(
          new HttpResponseInterceptor[] {new ResponseContent(true), new ResponseConnControl()});
  // A header's value may be text in UTF-8, as that of X-LB-Warn.
  private static final CharCodingConfig UTF_8 =
      CharCodingConfig.custom()
          .setCharset(StandardCharsets.UTF_8)
          .setMalformedInputAction(CodingErrorAction.REPLACE)
          .build();

  private final Handler handler;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
  private final DefaultListeningIOReactor reactor =
      new DefaultListeningIOReactor(
          (session, attachment) -> serve(session),
          REACTOR,
          this::newThread,
          this::newThread,
          null,
          null,
          null,
          null);
  private final int port;

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   */
  HttpServer(int port, Handler handler) throws IOException {
    this.handler = handler;
    reactor.start();
    try {
      this.port = listen(port);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private int listen(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      var endpoint = reactor.listen(new InetSocketAddress(loopback, wanted)).get();
      return ((InetSocketAddress) endpoint.getAddress()).getPort();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? null : cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private IOEventHandler serve(ProtocolIOSession connection) {
    return new ServerHttp1IOEventHandler(
        new ServerHttp1StreamDuplexerFactory(
                RESPONSES,
                (request, context) ->
                    new BasicAsyncServerExpectationDecorator(new Exchange(this, connection)),
                Http1Config.custom().setMaxLineLength(MAX_LINE).build(),
                UTF_8,
                null,
                null)
            .create("http", connection));
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "fake-liveblocks-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  int port() {
    return port;
  }

  Handler handler() {
    return handler;
  }

  /** Runs something later, unless the server is closed before. */
  void schedule(Runnable work, Duration delay) {
    var unused = timer.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    reactor.close(CloseMode.IMMEDIATE);
    long deadline = System.nanoTime() + END_NANOS;
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
