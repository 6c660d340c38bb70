package io.github.liveblocks4j.support;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** While this is open, whatever the library logs throws. */
public final class BrokenLog extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("io.github.liveblocks4j");

  public BrokenLog() {
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    throw new IllegalStateException("the disk is full");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
