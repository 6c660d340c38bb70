package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the first occurrence of a cause to the log at once, and of those that follow one summary
 * per minute, with their number: an outage must not fill the disk with one line per request.
 *
 * <p>A cause is one of our own short names, never a stranger's text, together with the class of the
 * exception: a resolver that fails with an {@code SQLException} and then with a {@code
 * NullPointerException} is worth two stack traces. At most {@value #MAX_CAUSES} causes are told
 * apart; all further ones share one entry.
 *
 * <p>There is no timer. A summary that is due is written by the next call of any method here, on
 * the thread of that caller; {@link #close()} writes all that is left. Every occurrence is written
 * or counted exactly once. Thread-safe; a suppressed occurrence of a known cause takes no lock.
 */
public final class LogThrottle implements AutoCloseable {

  private static final int MAX_CAUSES = 200;
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final List<Object> OTHER = List.of("other");

  private final Logger logger;
  private final long intervalNanos;
  private final LongSupplier nanoClock;

  // By name and class of the exception. Not by a record: JDK 17 keeps the class of the record whose
  // equals was linked last, and with it a web application that is gone (JDK-8078641).
  private final ConcurrentHashMap<List<Object>, Entry> entries = new ConcurrentHashMap<>();

  private final AtomicLong nextFlush;

  /** What is known of a cause: the line that was written last, when, and what followed it. */
  private static final class Entry {
    final AtomicLong quietUntil;
    final AtomicLong suppressed = new AtomicLong();
    volatile Line last = new Line(Level.INFO, "", 0);

    Entry(long now) {
      this.quietUntil = new AtomicLong(now);
    }
  }

  private record Line(Level level, String message, long writtenAt) {}

  /** Creates a throttle with one summary per cause and minute. */
  public LogThrottle(Logger logger) {
    this(logger, INTERVAL, System::nanoTime);
  }

  LogThrottle(Logger logger, Duration interval, LongSupplier nanoClock) {
    this.logger = logger;
    this.intervalNanos = interval.toNanos();
    this.nanoClock = nanoClock;
    this.nextFlush = new AtomicLong(nanoClock.getAsLong());
  }

  /**
   * Logs an occurrence without an exception; see {@link #log(Level, String, Supplier, Throwable)}.
   */
  public void log(Level level, String cause, Supplier<String> message) {
    log(level, cause, message, null);
  }

  /**
   * Logs or counts an occurrence.
   *
   * @param cause one of a few constants, such as {@code "secret_key_rejected"}
   * @param message called only when a line is written
   * @param failure logged with its stack trace unless the line is a summary; its class is part of
   *     the cause, so unwrap a {@code CompletionException} before
   */
  public void log(
      Level level, String cause, Supplier<String> message, @Nullable Throwable failure) {
    if (!logger.isLoggable(level)) {
      return;
    }
    long now = nanoClock.getAsLong();
    Entry entry = entry(failure == null ? List.of(cause) : List.of(cause, failure.getClass()), now);
    long quietUntil = entry.quietUntil.get();
    if (now - quietUntil < 0 || !entry.quietUntil.compareAndSet(quietUntil, now + intervalNanos)) {
      entry.suppressed.incrementAndGet();
    } else {
      Line line = new Line(level, message.get(), now);
      long missed = entry.suppressed.getAndSet(0);
      if (missed > 0) {
        summarize(entry.last, missed + 1, line);
      } else {
        logger.log(level, line.message(), failure);
      }
      entry.last = line;
    }
    flush(now);
  }

  /**
   * Writes the summaries that are due. Costs a few nanoseconds when there are none, so that a
   * successful request can call it: the end of an outage is then reported without another failure.
   */
  public void flush() {
    flush(nanoClock.getAsLong());
  }

  private void flush(long now) {
    long due = nextFlush.get();
    if (now - due < 0 || !nextFlush.compareAndSet(due, now + FLUSH_NANOS)) {
      return;
    }
    for (Entry entry : entries.values()) {
      long quietUntil = entry.quietUntil.get();
      if (entry.suppressed.get() > 0
          && now - quietUntil >= 0
          && entry.quietUntil.compareAndSet(quietUntil, now + intervalNanos)) {
        writeOwed(entry, now);
      }
    }
  }

  /** Writes the summaries of all causes. The throttle remains usable. */
  @Override
  public void close() {
    long now = nanoClock.getAsLong();
    entries.values().forEach(entry -> writeOwed(entry, now));
  }

  private void writeOwed(Entry entry, long now) {
    long missed = entry.suppressed.getAndSet(0);
    if (missed > 0) {
      Line last = entry.last;
      Line line = new Line(last.level(), last.message(), now);
      summarize(last, missed, line);
      entry.last = line;
    }
  }

  private void summarize(Line since, long more, Line line) {
    long seconds =
        Math.max(1, TimeUnit.NANOSECONDS.toSeconds(line.writtenAt() - since.writtenAt()));
    logger.log(
        line.level(),
        () -> "%s (%d more in the last %d s)".formatted(line.message(), more, seconds));
  }

  private Entry entry(List<Object> cause, long now) {
    Entry known = entries.get(cause);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      List<Object> admitted = entries.size() < MAX_CAUSES - 1 ? cause : OTHER;
      return entries.computeIfAbsent(admitted, unknown -> new Entry(now));
    }
  }
}
