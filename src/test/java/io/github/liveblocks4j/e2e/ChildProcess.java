package io.github.liveblocks4j.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside the tests and ends with its standard input: also when this process is
 * killed.
 */
final class ChildProcess implements AutoCloseable {

  /** Where the programs and their packages are. */
  static final Path HOME = Path.of("src", "test", "js");

  /** For what hangs; more than the patience of the programs, whose messages say more. */
  private static final long PATIENCE_MINUTES = 15;

  private static final String END = "(the program has ended)";

  private final Path log;
  private final Process process;
  private final Writer input;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /**
   * @param command the program and its arguments, to be run in {@link #HOME}
   */
  ChildProcess(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
    try {
      Path directory = Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
      log = Files.createTempFile(directory, "program", ".log");
      builder.environment().put("TMPDIR", directory.toString()); // For what they leave behind.
      process = builder.redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command[0] + "; is it installed?", e);
    }
    input = process.outputWriter(StandardCharsets.UTF_8);
    reader = new Thread(this::read, "output of a child process");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add(e.toString());
    } finally {
      lines.add(END);
    }
  }

  /** Sends a line, and returns the next line of the output. */
  String ask(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new AssertionError("the program has ended" + log(), e);
    }
    return nextLine();
  }

  /** Returns the next line of the output. */
  String nextLine() {
    try {
      String line = lines.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (line == null || line.equals(END)) {
        throw new AssertionError((line == null ? "no output" : END) + log());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the program ends by itself, and returns its whole output. */
  List<String> awaitSuccess() throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(String.join("\n", lines) + log());
    }
    reader.join();
    return lines.stream().filter(line -> !line.equals(END)).toList();
  }

  /** Returns what the program wrote to its standard error, to be appended to a message. */
  String log() {
    try {
      return "; it wrote:\n" + Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return;
      }
    } catch (IOException e) {
      // It has ended, or does not read.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
