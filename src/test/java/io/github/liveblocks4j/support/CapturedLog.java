package io.github.liveblocks4j.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/** What the library logs while this is open, down to the finest level. */
public final class CapturedLog extends Handler implements AutoCloseable {

  private final List<Logger> loggers = new CopyOnWriteArrayList<>();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  public CapturedLog() {
    capture(Logger.getLogger("io.github.liveblocks4j"));
  }

  /** Captures what another library logs, too. */
  public CapturedLog include(Logger other) {
    capture(other);
    return this;
  }

  private void capture(Logger logger) {
    loggers.add(logger);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** The messages at a level, as a console would show them, stack traces included. */
  public List<String> at(Level level) {
    return records.stream()
        .filter(record -> record.getLevel().equals(level))
        .map(formatter::format)
        .toList();
  }

  /** The one message at a level; fails when there is none or another. */
  public String only(Level level) {
    List<String> messages = at(level);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  /** The messages alone, of all levels. */
  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** Everything, as one text, each message after the name of its logger. */
  public String text() {
    return records.stream()
        .map(record -> record.getLoggerName() + " " + formatter.format(record))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    for (Logger logger : loggers) {
      logger.removeHandler(this);
      logger.setUseParentHandlers(true);
      logger.setLevel(null);
    }
  }
}
