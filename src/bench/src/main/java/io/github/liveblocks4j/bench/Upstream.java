package io.github.liveblocks4j.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Stands for Liveblocks: a token of the size of a real one for everything, after a delay. */
final class Upstream extends Handler.Abstract.NonBlocking {

  private static final byte[] TOKEN =
      ("{\"token\":\"" + "e".repeat(40) + "." + "y".repeat(280) + "." + "J".repeat(176) + "\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final long delayMillis;

  private Upstream(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  /**
   * Serves until it is ended.
   *
   * @param arguments the port, the delay in milliseconds; for TLS also the key store and its
   *     password
   */
  public static void main(String[] arguments) throws Exception {
    Server server = new Server(new QueuedThreadPool(12, 8));
    HttpConfiguration http = new HttpConfiguration();
    List<ConnectionFactory> protocols = new ArrayList<>();
    if (arguments.length > 2) {
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStorePath(arguments[2]);
      tls.setKeyStorePassword(arguments[3]);
      http.addCustomizer(new SecureRequestCustomizer(false)); // SNI carries no address.
      ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
      alpn.setDefaultProtocol("http/1.1");
      protocols.add(new SslConnectionFactory(tls, alpn.getProtocol()));
      protocols.add(alpn);
      protocols.add(new HTTP2ServerConnectionFactory(http));
    }
    protocols.add(new HttpConnectionFactory(http));
    ServerConnector connector =
        new ServerConnector(server, 1, 1, protocols.toArray(ConnectionFactory[]::new));
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    connector.setAcceptQueueSize(4096);
    connector.setIdleTimeout(120_000);
    server.addConnector(connector);
    server.setHandler(new Upstream(Long.parseLong(arguments[1])));
    server.start();
    System.out.println("ready");
    server.join();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Runnable respond =
        () -> {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
          response.getHeaders().put(HttpHeader.CONTENT_LENGTH, TOKEN.length);
          response.write(true, ByteBuffer.wrap(TOKEN), callback);
        };
    Runnable later =
        delayMillis == 0
            ? respond
            : () -> timer.schedule(respond, delayMillis, TimeUnit.MILLISECONDS);
    Content.Source.consumeAll(request, Callback.from(later, callback::failed));
    return true;
  }
}
