package io.github.liveblocks4j.support.scan;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Scans every line that the library and the libraries below it log, down to the finest level. The
 * container's own lines are not ours. The console stays as it was.
 */
final class LoudLog extends Handler {

  /** Held here: the JDK forgets a logger that nobody holds, and its level with it. */
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("io.github.liveblocks4j"),
          Logger.getLogger("org.apache.hc"),
          Logger.getLogger("io.github.resilience4j"),
          Logger.getLogger("io.github.bucket4j"),
          Logger.getLogger("org.eclipse.yasson"),
          Logger.getLogger("org.eclipse.parsson"));

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Leaks leaks;

  LoudLog(Leaks leaks) {
    this.leaks = leaks;
    setLevel(Level.ALL);
    for (Handler console : Logger.getLogger("").getHandlers()) {
      console.setLevel(Level.WARNING);
    }
    LOGGERS.forEach(logger -> logger.addHandler(this));
  }

  /** Sets the loudest level again: a test may have set another. */
  void turnUp() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.ALL));
  }

  /** Sets the usual level. */
  void turnDown() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.INFO));
  }

  @Override
  public void publish(LogRecord record) {
    leaks.scan("log of " + record.getLoggerName(), formatter.format(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
