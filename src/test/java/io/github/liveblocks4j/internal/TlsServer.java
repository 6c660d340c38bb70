package io.github.liveblocks4j.internal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/** An HTTPS server at localhost with a self-signed certificate; records what it was sent. */
final class TlsServer implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final SSLContext context;
  private final HttpsServer server;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** With the certificate for this name that the directory has, or gets. */
  TlsServer(String name, Path directory) throws Exception {
    this.context = context(name, directory.resolve(name));
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

  private static SSLContext context(String name, Path keys) throws Exception {
    if (!Files.exists(keys)) {
      createKeys(name, keys);
    }
    char[] password = PASSWORD.toCharArray();
    return SSLContexts.custom()
        .loadKeyMaterial(keys, password, password)
        .loadTrustMaterial(keys, password)
        .build();
  }

  /** By keytool, which as a process takes longer than a test. */
  private static void createKeys(String name, Path keys) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-keystore", keys.toString()));
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=%s -ext SAN=dns:%s -storepass %s";
    command.addAll(List.of(options.formatted(name, name, PASSWORD).split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
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
