package io.github.liveblocks4j.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the library logs while this is open, down to the finest level. */
public final class CapturedLog implements AutoCloseable {

  private final Logger logger = Logger.getLogger("io.github.liveblocks4j");
  private final List<Logger> others = new CopyOnWriteArrayList<>();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public CapturedLog() {
    handler.setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  /** Captures what another library logs, too. */
  public CapturedLog include(Logger other) {
    others.add(other);
    other.setLevel(Level.ALL);
    other.setUseParentHandlers(false);
    other.addHandler(handler);
    return this;
  }

  /** The messages at a level, as a console would show them, stack traces included. */
  public List<String> at(Level level) {
    return records.stream()
        .filter(record -> record.getLevel().equals(level))
        .map(formatter::format)
        .toList();
  }

  /** Everything, as one text. */
  public String text() {
    return String.join("\n", records.stream().map(formatter::format).toList());
  }

  /** Waits until a text is in it. */
  public CapturedLog awaiting(String text) {
    Await.until(() -> text().contains(text));
    return this;
  }

  @Override
  public void close() {
    release(logger);
    others.forEach(this::release);
  }

  private void release(Logger each) {
    each.removeHandler(handler);
    each.setUseParentHandlers(true);
    each.setLevel(null);
  }
}
