package io.github.liveblocks4j.example;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Liveblocks' own development server, running as a program of its own beside this one. It speaks
 * the real protocol to browsers, keeps everything in a throwaway directory, and listens on loopback
 * only.
 */
final class DevServer implements AutoCloseable {

  /** The only key it takes. */
  static final String SECRET_KEY = "sk_localdev";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int POLL_MILLIS = 50;
  private static final int GOODBYE_SECONDS = 5;
  private static final int LOG_TAIL = 2_000;

  private final Process process;
  private final URI baseUrl;
  private final Path log;

  private DevServer(Process process, URI baseUrl, Path log) {
    this.process = process;
    this.baseUrl = baseUrl;
    this.log = log;
  }

  /**
   * Starts the server and waits until it responds.
   *
   * @param nodeModules where npm installed it
   * @param directory for its log
   * @throws IOException when it is not installed or does not come up; the message says what to do
   */
  static DevServer start(Path nodeModules, Path directory) throws IOException {
    Path script = nodeModules.resolve(Path.of("liveblocks", "dist", "index.js"));
    if (!Files.isRegularFile(script)) {
      throw new IOException(
          "the Liveblocks development server is not installed in %s: run npm ci there"
              .formatted(nodeModules));
    }
    Path log = directory.resolve("liveblocks-dev-server.log");
    int port = freePort();
    // The server ends when the command does, and the command reads our pipe to its end. So the
    // server goes when we close the pipe, and also when this JVM ends in whatever way.
    List<String> command =
        List.of(
            bun(nodeModules).toString(),
            script.toString(),
            "dev",
            "--no-check",
            "--no-persist",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--cmd",
            "sort");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    DevServer server = new DevServer(process, URI.create("http://127.0.0.1:" + port), log);
    try {
      server.awaitResponse();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  URI baseUrl() {
    return baseUrl;
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (IOException e) {
      end();
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void awaitResponse() throws IOException {
    long start = System.nanoTime();
    while (!responds()) {
      if (hasEndedSoon()) {
        throw new IOException(
            "the Liveblocks development server ended with code %d: %s"
                .formatted(process.exitValue(), logTail()));
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(
            "the Liveblocks development server does not respond: %s".formatted(logTail()));
      }
    }
  }

  private boolean responds() {
    try {
      HttpURLConnection connection = (HttpURLConnection) baseUrl.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(1_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasEndedSoon() throws IOException {
    try {
      return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the Liveblocks development server starts", e);
    }
  }

  private String logTail() throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - LOG_TAIL));
  }

  /** The one that npm chose for this machine; its package's shim would need an install script. */
  private static Path bun(Path nodeModules) throws IOException {
    Path platforms = nodeModules.resolve("@oven");
    if (Files.isDirectory(platforms)) {
      try (Stream<Path> names = Files.list(platforms)) {
        List<Path> found =
            names
                .sorted()
                .flatMap(name -> Stream.of("bun", "bun.exe").map(name.resolve("bin")::resolve))
                .filter(Files::isExecutable)
                .toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
    }
    throw new IOException(
        "there is no bun for %s on %s in %s%s*: the Liveblocks development server needs it; run npm ci --ignore-scripts there"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                platforms,
                File.separator));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
