package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real server in a process of its own, on a free loopback port, with everything that it writes
 * below one directory. Deploy first, then start.
 */
abstract class ServletContainer implements AutoCloseable {

  /** Is in every web application and says that it is up. */
  static final String READY = "ready.txt";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final Duration POLL = Duration.ofMillis(50);

  /** The users of the servers' own login, whose passwords are their names, and their roles. */
  static final Map<String, List<String>> LOGINS =
      Map.of("alice", List.of("user", "designer"), "bob", List.of("user"));

  private final Path base;
  private final int port;
  private final List<String> contexts = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Jdk jdk;
  private @Nullable Process process;

  ServletContainer(Path base) {
    this.base = base;
    this.port = freePort();
  }

  /** Lays out configuration and directories; before anything else. */
  abstract void prepare() throws IOException;

  /** Where web applications go; deployed under the names of their files. */
  abstract Path deployments();

  /** The command that runs the server in the foreground. */
  abstract List<String> command() throws IOException;

  /** The server's log files beside what it prints. */
  List<Path> logFiles() throws IOException {
    return List.of();
  }

  final Path base() {
    return base;
  }

  final int port() {
    return port;
  }

  final Jdk jdk() {
    if (jdk == null) {
      throw new IllegalStateException("start says with which JDK");
    }
    return jdk;
  }

  final List<String> contexts() {
    return contexts;
  }

  /** Sets an environment variable of the server. */
  final void environment(String name, String value) {
    environment.put(name, value);
  }

  /** Puts a web application where the server will find it. */
  final void deploy(Path war, String context) throws IOException {
    Files.createDirectories(deployments());
    Files.copy(war, deployments().resolve(context + ".war"));
    contexts.add(context);
  }

  /**
   * Starts the server.
   *
   * @return the time until the last web application answered
   */
  final Duration start(Jdk with) throws IOException {
    jdk = with;
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVEBLOCKS_"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", with.home().toString());
    List.of("JRE_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
    builder.directory(base.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(console().toFile());
    long begun = System.nanoTime();
    process = builder.start();
    awaitReady(begun + START_LIMIT.toNanos());
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  final URI uri(String context, String path) {
    return URI.create("http://127.0.0.1:" + port + "/" + context + path);
  }

  private void awaitReady(long deadline) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    List<String> waiting = new ArrayList<>(contexts);
    while (!waiting.isEmpty()) {
      waiting.removeIf(context -> isReady(http, context));
      if (process == null || !process.isAlive()) {
        throw new IllegalStateException("the server has ended; it wrote:\n" + log());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not up within %s: %s; the server wrote:\n%s".formatted(START_LIMIT, waiting, log()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean isReady(HttpClient http, String context) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(context, "/" + READY)).timeout(Duration.ofSeconds(20)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the server has used of the processors so far. */
  final Duration cpu() {
    return process == null
        ? Duration.ZERO
        : process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Stops the server in its own way, or by force when that takes too long. */
  final void stop() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    // A start script has the server as a child, and ends by itself after it.
    List<ProcessHandle> children = running.descendants().toList();
    List<ProcessHandle> all =
        Stream.concat(children.stream(), Stream.of(running.toHandle())).toList();
    (children.isEmpty() ? all : children).forEach(ProcessHandle::destroy);
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException("the server did not stop within " + STOP_LIMIT, e);
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public final void close() {
    stop();
  }

  private Path console() {
    return base.resolve("console.log");
  }

  /** Everything that the server has written so far. */
  final String log() {
    StringBuilder log = new StringBuilder();
    try {
      List<Path> files = new ArrayList<>(List.of(console()));
      files.addAll(logFiles());
      for (Path file : files) {
        if (Files.exists(file)) {
          log.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log.toString();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
