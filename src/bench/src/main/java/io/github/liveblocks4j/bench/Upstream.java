package io.github.liveblocks4j.bench;

import io.github.liveblocks4j.bench.upstream.StaticUpstream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The process that stands for Liveblocks. */
final class Upstream implements Closeable {

  static final String KEY = "sk_bench";

  private static final Pattern PORT = Pattern.compile("port=(\\d+)");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PASSWORD = "changeit";

  private final Program program;
  private final URI url;
  private final List<String> trust;

  private Upstream(Program program, URI url, List<String> trust) {
    this.program = program;
    this.url = url;
    this.trust = trust;
  }

  /** Starts one with HTTP/1.1 in clear text. */
  static Upstream plain(int delayMillis) throws IOException {
    Path directory = Workspace.fresh("upstream");
    return start(directory, "http", List.of(Integer.toString(delayMillis)), List.of());
  }

  /** Starts one with TLS, and HTTP/2 for those who ask for it. */
  static Upstream secure(int delayMillis) throws IOException, InterruptedException {
    Path directory = Workspace.fresh("upstream-tls");
    Path store = directory.resolve("upstream.p12");
    Program.run(
        directory,
        Map.of(),
        LIMIT,
        List.of(
            Jdk.current().home().resolve("bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "upstream",
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    return start(
        directory,
        "https",
        List.of(Integer.toString(delayMillis), store.toString(), PASSWORD),
        List.of(
            "-Djavax.net.ssl.trustStore=" + store,
            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
  }

  private static Upstream start(
      Path directory, String scheme, List<String> arguments, List<String> trust)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    Program program =
        Program.start(
            directory,
            directory.resolve("output.txt"),
            Map.of(),
            Main.java(options, StaticUpstream.class, arguments));
    try {
      String port = program.await(PORT, 0, LIMIT).group(1);
      return new Upstream(program, URI.create(scheme + "://127.0.0.1:" + port), trust);
    } catch (IOException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  URI url() {
    return url;
  }

  /** Sets the delay, and closes all connections: clients begin again without any. */
  void delay(int millis) throws IOException {
    program.send(Integer.toString(millis));
  }

  /** Returns the options of a JVM that is to trust its certificate. */
  List<String> trust() {
    return trust;
  }

  /** Returns the environment of whoever is to call it. */
  Map<String, String> environment() {
    return Map.of("LIVEBLOCKS_SECRET_KEY", KEY, "LIVEBLOCKS_BASE_URL", url.toString());
  }

  @Override
  public void close() {
    program.close();
  }
}
