package io.github.liveblocks4j.support.scan;

import io.github.liveblocks4j.support.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class in which a secret shows up in the log, a response or an exception of ours.
 * JUnit registers it for all tests. The library and its libraries log at the finest level
 * meanwhile.
 */
public final class SecretsScan implements BeforeAllCallback, AfterAllCallback {

  /** Held here: the JDK forgets an unreferenced logger, and its level with it. */
  private static final List<Logger> LOGGERS =
      Stream.of(
              "io.github.liveblocks4j",
              "org.apache.hc",
              "io.github.resilience4j",
              "org.eclipse.yasson",
              "org.eclipse.parsson")
          .map(Logger::getLogger)
          .toList();

  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
  private static final ThrownExceptions THROWN = new ThrownExceptions();

  static {
    for (Handler console : Logger.getLogger("").getHandlers()) {
      console.setLevel(Level.WARNING);
    }
    LOGGERS.forEach(logger -> logger.addHandler(new LogScan()));
  }

  /** Scans a text. */
  static void scan(String where, String text) {
    Secrets.leakIn(text).ifPresent(leak -> LEAKS.add(where + ": " + leak));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LOGGERS.forEach(logger -> logger.setLevel(Level.ALL));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    THROWN.scan();
    List<String> leaks = List.copyOf(LEAKS);
    LEAKS.clear();
    if (!leaks.isEmpty()) {
      throw new AssertionError("secrets have shown up:\n" + String.join("\n", leaks));
    }
  }

  private static final class LogScan extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      StringWriter text = new StringWriter().append(formatter.formatMessage(record));
      if (record.getThrown() != null) {
        record.getThrown().printStackTrace(new PrintWriter(text));
      }
      scan("log of " + record.getLoggerName(), text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
