package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** An HTTPS server at localhost with a self-signed certificate; records what it was sent. */
final class TlsServer implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final SSLContext context;
  private final HttpsServer server;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** With a certificate for this name, and a file for its key in the directory. */
  TlsServer(String name, Path directory) throws Exception {
    KeyStore keys = keys(name, directory.resolve(name + ".p12"));
    this.context =
        SSLContextBuilder.create()
            .loadKeyMaterial(keys, PASSWORD.toCharArray())
            .loadTrustMaterial(keys, null)
            .build();
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
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

  private static KeyStore keys(String name, Path file) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options = "-genkeypair -alias server -keyalg EC -groupname secp256r1 -storetype PKCS12";
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-dname", "CN=" + name, "-ext", "SAN=dns:" + name));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /** The Authorization headers of all requests. */
  List<String> authorizations() {
    return authorizations;
  }

  /** Has the server's key, and trusts its certificate. */
  SSLContext context() {
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
