package io.github.liveblocks4j.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that runs beside the tests and ends with its standard input: also when this process is
 * killed. Thread-safe.
 */
final class ChildProcess implements AutoCloseable {

  /** Where the programs and their packages are. */
  static final Path HOME = Path.of("src", "test", "js");

  private static final int KEPT_LINES = 40;
  private static final long SECONDS_TO_END = 10;

  private final Process process;
  private final Writer input;
  private final Deque<String> log = new ArrayDeque<>();

  /**
   * @param command the program and its arguments, to be run in {@link #HOME}
   * @param onOutput takes each line of the standard output
   */
  ChildProcess(List<String> command, Consumer<String> onOutput) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
    builder.environment().put("TMPDIR", temporaryDirectory().toString());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0) + "; is it installed?", e);
    }
    input = process.outputWriter(StandardCharsets.UTF_8);
    read(process.getInputStream(), onOutput);
    read(process.getErrorStream(), this::keep);
  }

  void send(String line) {
    try {
      synchronized (input) {
        input.write(line + "\n");
        input.flush();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the program has ended" + log(), e);
    }
  }

  void onExit(Runnable action) {
    var unused = process.onExit().thenRun(action);
  }

  /** Waits until the program ends by itself, at most so long. */
  int exitCode(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the program still runs after " + limit + log());
    }
    return process.exitValue();
  }

  /** What the program wrote last to its standard error, to be appended to a message. */
  String log() {
    synchronized (log) {
      return "; it wrote:\n  " + String.join("\n  ", log);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read(InputStream stream, Consumer<String> onLine) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(onLine);
              } catch (IOException | UncheckedIOException e) {
                keep("(its output cannot be read any more: " + e.getMessage() + ")");
              }
            },
            "output of a child process");
    reader.setDaemon(true);
    reader.start();
  }

  private void keep(String line) {
    synchronized (log) {
      log.add(line);
      if (log.size() > KEPT_LINES) {
        log.remove();
      }
    }
  }

  /** Of our own, for what such programs leave behind. */
  private static Path temporaryDirectory() {
    try {
      return Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
