package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The process of a server, and those that its start script starts. */
final class ServerProcess {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  private final Process process;
  private final Jdk jdk;

  private ServerProcess(Process process, Jdk jdk) {
    this.process = process;
    this.jdk = jdk;
  }

  /**
   * Starts the command in a directory, with nothing of this process's own settings.
   *
   * @param console the file for everything that it prints
   */
  static ServerProcess start(
      List<String> command, Jdk jdk, Map<String, String> environment, Path directory, Path console)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVEBLOCKS_"));
    List.of("JRE_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(console.toFile());
    return new ServerProcess(builder.start(), jdk);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Collects all garbage of a server without a start script. */
  void collectGarbage() throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder(jdk.home().resolve("bin/jcmd").toString(), "" + process.pid(), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (command.waitFor() != 0) {
      throw new IOException("jcmd could not collect the garbage of the server");
    }
  }

  /** Stops the server in its own way, or by force when that takes too long. */
  void stop() {
    // A start script has the server as a child, and ends by itself after it.
    List<ProcessHandle> children = process.descendants().toList();
    List<ProcessHandle> all =
        Stream.concat(children.stream(), Stream.of(process.toHandle())).toList();
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
}
