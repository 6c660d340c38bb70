package io.github.liveblocks4j.containers;

import io.github.liveblocks4j.testing.FakeLiveblocks;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real server in a process of its own, on a free loopback port, with everything that it writes
 * below one directory. Deploy first, then start.
 */
abstract class ServletContainer implements AutoCloseable {

  /** Is in every web application and says that it is up. */
  static final String READY = "ready.txt";

  /** The user of the servers' own login, and the password. */
  static final String USER = "alice";

  /** That user's roles. */
  static final List<String> ROLES = List.of("user", "designer");

  /** How many threads serve requests: few, so that blocked ones are noticed. */
  static final int THREADS = 40;

  /** How long a server waits for the next part of a body; its default is up to a minute. */
  static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  /** Of calls, for {@code LIVEBLOCKS_DEADLINE}: the longest there is, however slow the machine. */
  static final Duration DEADLINE = Duration.ofMinutes(5);

  /** These end what would wait for ever, and no more. */
  private static final Duration START_LIMIT = Duration.ofMinutes(20);

  private static final Duration STOP_LIMIT = Duration.ofMinutes(5);
  private static final Duration REQUEST_LIMIT = Duration.ofMinutes(6);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration POLL_LIMIT = Duration.ofSeconds(20);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Path base;
  private final int port = freePort();
  private final List<String> contexts = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process process;

  ServletContainer(Path base) {
    this.base = base;
  }

  /** Lays out configuration and directories; {@link Server#container} calls it. */
  abstract void prepare() throws IOException;

  /** Where web applications go; deployed under the names of their files. */
  abstract Path deployments();

  /** The command that runs the server in the foreground. */
  abstract List<String> command(Jdk jdk) throws IOException;

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

  final List<String> contexts() {
    return contexts;
  }

  /** Sets an environment variable of the server. */
  final void environment(String name, String value) {
    environment.put(name, value);
  }

  /** Lets the endpoints that have no other settings call this instead of Liveblocks. */
  final void liveblocks(FakeLiveblocks fake) {
    environment("LIVEBLOCKS_SECRET_KEY", fake.secretKey());
    environment("LIVEBLOCKS_BASE_URL", fake.baseUrl().toString());
  }

  /** Puts a web application where the server will find it. */
  final void deploy(TestWar war, String context) throws IOException {
    war.writeTo(deployments().resolve(context + ".war"));
    contexts.add(context);
  }

  /** Starts the server, and waits until the last web application responds. */
  final void start(Jdk jdk) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(jdk)).directory(base.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVEBLOCKS_"));
    List.of("JRE_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    Process started = builder.redirectErrorStream(true).redirectOutput(console().toFile()).start();
    process = started;
    awaitReady(started, System.nanoTime() + START_LIMIT.toNanos());
  }

  private void awaitReady(Process started, long deadline) {
    List<String> waiting = new ArrayList<>(contexts);
    while (!waiting.isEmpty()) {
      waiting.removeIf(context -> isReady(context));
      if (!started.isAlive()) {
        throw new IllegalStateException("the server has ended; it wrote:\n" + log());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not up within %s: %s; the server wrote:\n%s".formatted(START_LIMIT, waiting, log()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean isReady(String context) {
    try {
      return send(request(context, "/" + READY).timeout(POLL_LIMIT)).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  final HttpRequest.Builder request(String context, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/" + context + path);
    return HttpRequest.newBuilder(uri).timeout(REQUEST_LIMIT);
  }

  /** Returns a request like those of the Liveblocks client. */
  final HttpRequest.Builder post(String context, String path, String json) {
    return request(context, path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  final HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Collects all garbage of a server without a start script. */
  final void collectGarbage() throws IOException, InterruptedException {
    String pid = Long.toString(Objects.requireNonNull(process).pid());
    String jcmd = Jdk.current().home().resolve("bin/jcmd").toString();
    Process command = new ProcessBuilder(jcmd, pid, "GC.run").inheritIO().start();
    if (command.waitFor() != 0) {
      throw new IOException("jcmd could not collect the garbage of the server");
    }
  }

  /** Stops the server in its own way, if it runs, or by force when that takes too long. */
  final void stop() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    // A start script has the server as a child, and ends by itself after it.
    List<ProcessHandle> children = running.descendants().toList();
    (children.isEmpty() ? List.of(running.toHandle()) : children).forEach(ProcessHandle::destroy);
    try {
      if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the server did not stop within " + STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
  }

  @Override
  public final void close() {
    stop();
  }

  private Path console() {
    return base.resolve("console.log");
  }

  /** Returns everything that the server has written so far. */
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
}
