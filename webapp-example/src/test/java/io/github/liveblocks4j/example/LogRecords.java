package io.github.liveblocks4j.example;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged while it is open: by the WAR, the library and the server. */
final class LogRecords extends Handler implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final List<LogRecord> records = new ArrayList<>();
  private final Logger root = Logger.getLogger("");

  LogRecords() {
    setLevel(Level.INFO);
    setFormatter(new SimpleFormatter());
    root.addHandler(this);
  }

  /** Every line with its level and, where one was logged, its stack trace. */
  synchronized List<String> lines() {
    return records.stream().map(getFormatter()::format).toList();
  }

  /** Waits for a line with this text; false when it does not come. */
  synchronized boolean await(String text) throws InterruptedException {
    long start = System.nanoTime();
    while (lines().stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
      wait(1_000);
    }
    return true;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (isLoggable(record)) {
      records.add(record);
      notifyAll();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
