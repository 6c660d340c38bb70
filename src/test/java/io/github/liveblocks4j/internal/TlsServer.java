package io.github.liveblocks4j.internal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An HTTPS server at localhost with a self-signed certificate; records what it was sent. */
final class TlsServer implements AutoCloseable {

  private final TestCertificate certificate;
  private final HttpsServer server;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** With a certificate for this name. */
  TlsServer(String name, Path directory) throws Exception {
    this.certificate = new TestCertificate(name, directory);
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] response = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, response.length);
          exchange.getResponseBody().write(response);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /** The Authorization headers of all requests. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Has the server's key, and trusts its certificate. */
  SSLContext context() throws GeneralSecurityException {
    return certificate.context();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
