package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server in a process of its own: Tomcat with a jar of ours, a peer, or the upstream. */
final class Server {

  static final String ENDPOINT = "/app/api/liveblocks-auth";

  static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JS = Path.of("js").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  static final String PASSWORD = "changeit";

  private final Process process;
  private final int port;
  private final Path log;
  private final boolean secure;

  private Server(Process process, int port, Path log, boolean secure) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.secure = secure;
  }

  /** Starts what stands for Liveblocks. */
  static Server upstream(boolean secure, int delayMillis) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java(currentJdk()), "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Upstream.class.getName(), "" + port, "" + delayMillis));
    if (secure) {
      command.addAll(List.of(keyStore().toString(), PASSWORD));
    }
    return start(TARGET, port, secure, command, Map.of(), "ready");
  }

  static Path keyStore() throws IOException, InterruptedException {
    Path store = TARGET.resolve("upstream.p12");
    if (!Files.exists(store)) {
      String options =
          "-genkeypair -alias upstream -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1"
              + " -validity 365 -storetype PKCS12 -storepass "
              + PASSWORD;
      List<String> command =
          new ArrayList<>(List.of(currentJdk().resolve("bin/keytool").toString()));
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of("-keystore", store.toString()));
      output(command.toArray(String[]::new));
    }
    return store;
  }

  /** Installs what the servers in JavaScript need, where it is not there. */
  static void installPeers() throws IOException, InterruptedException {
    output("npm", "install", "--prefix", JS.toString(), "--no-package-lock", "--ignore-scripts");
  }

  /** Starts a server in JavaScript. */
  static Server peer(String runtime, String script, Server upstream)
      throws IOException, InterruptedException {
    int port = freePort();
    Map<String, String> environment = new HashMap<>(upstream.settings());
    environment.put("NODE_ENV", "production");
    environment.put("PORT", Integer.toString(port));
    return start(JS, port, false, List.of(runtime, script), environment, "ready");
  }

  static Server start(
      Path directory,
      int port,
      boolean secure,
      List<String> command,
      Map<String, String> environment,
      String... ready)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(TARGET, "server-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Server server = new Server(builder.start(), port, log, secure);
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    for (String line : ready) {
      Pattern pattern = Pattern.compile(line);
      while (!pattern.matcher(server.log()).find()) {
        if (!server.process.isAlive() || System.nanoTime() > limit) {
          server.close();
          throw new IOException(command + " did not start:\n" + server.log());
        }
        Thread.sleep(50);
      }
    }
    return server;
  }

  Map<String, String> settings() {
    return Map.of(
        "LIVEBLOCKS_SECRET_KEY",
        "sk_bench",
        "LIVEBLOCKS_BASE_URL",
        (secure ? "https" : "http") + "://127.0.0.1:" + port);
  }

  /** Whether it speaks TLS. */
  boolean secure() {
    return secure;
  }

  int port() {
    return port;
  }

  /** Returns the processor time that it has taken, of user and system. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the JDK that runs this, and the one that {@code JAVA25_HOME} names, by version. */
  static Map<Integer, Path> jdks() {
    Map<Integer, Path> jdks = new LinkedHashMap<>();
    jdks.put(Runtime.version().feature(), currentJdk());
    String other = System.getenv("JAVA25_HOME");
    if (other != null) {
      jdks.putIfAbsent(25, Path.of(other));
    }
    return jdks;
  }

  private static Path currentJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  static String java(Path jdk) {
    return jdk.resolve("bin/java").toString();
  }

  /** Returns the runtime for this machine, of those that npm knows. */
  static String bun() throws IOException {
    return only(JS.resolve("node_modules/@oven"), "bun-").resolve("bin/bun").toString();
  }

  static Path only(Path directory, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .findFirst()
          .orElseThrow(() -> new IOException("No " + prefix + "* in " + directory));
    }
  }

  /** Returns what everything else than Tomcat is a version of. */
  static String versions() throws IOException, InterruptedException {
    String libraries =
        Pattern.compile("\"(@?[\\w/]+)\": \"(\\d[\\d.]+)\"")
            .matcher(Files.readString(JS.resolve("package.json")))
            .results()
            .map(found -> found.group(1) + " " + found.group(2))
            .collect(Collectors.joining(", "));
    return "Node %s; %s.".formatted(output("node", "--version").strip(), libraries);
  }

  /** Runs a command to its end, and returns what it printed. */
  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
