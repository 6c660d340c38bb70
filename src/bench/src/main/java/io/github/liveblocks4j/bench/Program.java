package io.github.liveblocks4j.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process of a measurement, and what the operating system says of it. Ends with this one, however
 * that ends: by its id, or because its standard input does.
 */
final class Program implements Closeable {

  private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(2);

  /** Linux counts user and system time in these, whatever the clock of the kernel. */
  private static final double TICKS_PER_SECOND = 100;

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(program -> program.process.destroyForcibly())));
  }

  private final Process process;
  private final Path output;
  private final long begun = System.nanoTime();

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a process.
   *
   * @param output the file for everything that it prints
   */
  static Program start(
      Path directory, Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    Files.createDirectories(directory);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVEBLOCKS_"));
    List.of("JRE_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    Program program = new Program(builder.start(), output);
    RUNNING.add(program);
    return program;
  }

  /** Runs a command to its end, and returns what it printed. */
  static String run(
      Path directory, Map<String, String> environment, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".log");
    try (Program program = start(directory, output, environment, command)) {
      if (!program.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          || program.process.exitValue() != 0) {
        throw new IOException(command + " failed, or took too long:\n" + program.log());
      }
      return program.log();
    } finally {
      Files.delete(output);
    }
  }

  long pid() {
    return process.pid();
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Writes a line to its standard input. */
  void send(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for something to be printed, at or after a place in the output. */
  MatchResult await(Pattern pattern, int from, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      String log = log();
      var matcher = pattern.matcher(log);
      if (matcher.find(Math.min(from, log.length()))) {
        return matcher.toMatchResult();
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new IOException(
            "%s did not print %s within %s; it printed:%n%s"
                .formatted(process.info().command().orElse("it"), pattern, limit, log));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Returns the processor time that it has used so far, user and system, of all its threads. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    // The name of the command, in parentheses, may contain blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Returns its memory, in MB. */
  double residentMegabytes() throws IOException {
    return status("VmRSS") / 1024.0;
  }

  long threads() throws IOException {
    return status("Threads");
  }

  private long status(String name) throws IOException {
    return Files.readAllLines(proc("status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    RUNNING.remove(this);
  }
}
