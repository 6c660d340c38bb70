package io.github.liveblocks4j.bench.upstream;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Stands for Liveblocks: one response for everything, after a delay. A line on its standard input
 * closes all connections and sets the delay in milliseconds; it ends with the input.
 *
 * <p>Arguments: the delay; for HTTP/2 over TLS also the key store and its password.
 */
public final class StaticUpstream {

  private static final int THREADS = 8;
  private static final int STREAMS = 250;

  private StaticUpstream() {}

  /** Serves until the input ends. */
  public static void main(String[] arguments) throws Exception {
    TokenHandler handler = new TokenHandler(Long.parseLong(arguments[0]));
    Server server = new Server(new QueuedThreadPool(THREADS + 4, THREADS));
    ServerConnector connector =
        arguments.length == 1 ? plain(server) : secure(server, arguments[1], arguments[2]);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(4096);
    connector.setIdleTimeout(120_000);
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
    System.out.println("port=" + connector.getLocalPort());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      handler.delayMillis(Long.parseLong(line));
      connector.getConnectedEndPoints().forEach(EndPoint::close);
    }
    server.stop();
    System.exit(0);
  }

  private static ServerConnector plain(Server server) {
    return new ServerConnector(server, 1, 1, new HttpConnectionFactory(new HttpConfiguration()));
  }

  private static ServerConnector secure(Server server, String keyStore, String password) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(keyStore);
    tls.setKeyStorePassword(password);
    HttpConfiguration http = new HttpConfiguration();
    // An address is nothing that SNI carries.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(STREAMS);
    http2.setRateControlFactory(
        new RateControl.Factory() {}); // None: that would be a stranger's flood.

    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    return new ServerConnector(
        server,
        1,
        1,
        new SslConnectionFactory(tls, alpn.getProtocol()),
        alpn,
        http2,
        new HttpConnectionFactory(http));
  }
}
