package io.github.liveblocks4j.bench;

import java.io.File;
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
import javax.tools.ToolProvider;

/** A server in a process of its own: Tomcat with a jar of ours, a peer, or the upstream. */
final class Server {

  static final String ENDPOINT = "/app/api/liveblocks-auth";

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JS = Path.of("js").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String PASSWORD = "changeit";

  /** The user whom a header names; compiled against each jar. js/liveblocks.mjs does the same. */
  private static final String RESOLVER =
      """
      public final class Visitor implements io.github.liveblocks4j.servlet.UserResolver {
        public io.github.liveblocks4j.auth.LiveblocksUser resolve(
            io.github.liveblocks4j.servlet.AuthRequest request) {
          return io.github.liveblocks4j.auth.LiveblocksUser.of(request.http().getHeader("X-User"))
              .groupIds("designers")
              .userInfo(java.util.Map.of("name", "Alice"));
        }
      }
      """;

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

  private static Path keyStore() throws IOException, InterruptedException {
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

  /** Starts a Tomcat whose application has this jar, and waits until the endpoint is ready. */
  static Server tomcat(Path jdk, Path jar, Server upstream, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = freePort();
    Path base = Files.createTempDirectory(TARGET, "tomcat-");
    for (String directory : List.of("conf", "logs", "temp", "webapps/app/WEB-INF/lib")) {
      Files.createDirectories(base.resolve(directory));
    }
    for (String file : List.of("web.xml", "logging.properties")) {
      Files.copy(tomcatHome().resolve("conf").resolve(file), base.resolve("conf").resolve(file));
    }
    Files.writeString(
        base.resolve("conf/server.xml"),
        """
        <Server port="-1">
          <Service name="Catalina">
            <Connector address="127.0.0.1" port="%d" maxConnections="20000" acceptCount="4096"
                       connectionTimeout="120000" maxKeepAliveRequests="-1"/>
            <Engine name="Catalina" defaultHost="localhost">
              <Host name="localhost" appBase="webapps" autoDeploy="false"/>
            </Engine>
          </Service>
        </Server>
        """
            .formatted(port));
    application(base.resolve("webapps/app/WEB-INF"), jar);
    List<String> command = new ArrayList<>(List.of(java(jdk)));
    if (upstream.secure) {
      command.add("-Djavax.net.ssl.trustStore=" + keyStore());
      command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
    command.addAll(
        List.of(
            "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
            "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            "-Dcatalina.home=" + tomcatHome(),
            "-Dcatalina.base=" + base,
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-cp",
            tomcatHome().resolve("bin/bootstrap.jar")
                + File.pathSeparator
                + tomcatHome().resolve("bin/tomcat-juli.jar"),
            "org.apache.catalina.startup.Bootstrap",
            "start"));
    Map<String, String> environment = new HashMap<>(upstream.settings());
    environment.putAll(settings);
    return start(
        base, port, false, command, environment, "Server startup in", "'liveblocks-auth'.* ready");
  }

  private static void application(Path webInf, Path jar) throws IOException {
    Files.copy(jar, webInf.resolve("lib/liveblocks-servlet.jar"));
    Path classes = webInf.resolve("classes");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.github.liveblocks4j.servlet.UserResolver"), "Visitor");
    Path source = Files.writeString(webInf.resolve("Visitor.java"), RESOLVER);
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                jar + File.pathSeparator + tomcatHome().resolve("lib/servlet-api.jar"),
                "--release",
                "17",
                "-d",
                classes.toString(),
                source.toString());
    if (errors != 0) {
      throw new IOException("The resolver does not compile against " + jar);
    }
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

  private static Server start(
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

  private Map<String, String> settings() {
    return Map.of(
        "LIVEBLOCKS_SECRET_KEY",
        "sk_bench",
        "LIVEBLOCKS_BASE_URL",
        (secure ? "https" : "http") + "://127.0.0.1:" + port);
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

  private static String java(Path jdk) {
    return jdk.resolve("bin/java").toString();
  }

  private static Path tomcatHome() throws IOException {
    return only(TARGET.resolve("servers"), "apache-tomcat-");
  }

  static String tomcatVersion() throws IOException {
    return tomcatHome().getFileName().toString().replace("apache-tomcat-", "Tomcat ");
  }

  /** Returns the runtime for this machine, of those that npm knows. */
  static String bun() throws IOException {
    return only(JS.resolve("node_modules/@oven"), "bun-").resolve("bin/bun").toString();
  }

  private static Path only(Path directory, String prefix) throws IOException {
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
