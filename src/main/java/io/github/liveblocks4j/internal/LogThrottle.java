package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line per cause and minute, with the count since: an outage must not fill the disk. A
 * cause is one of our own short names together with the class of the exception. At most {@value
 * #MAX_CAUSES} are told apart; all further ones share one entry. Thread-safe.
 */
public final class LogThrottle {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final int MAX_CAUSES = 200;
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
  private static final List<Object> OTHER = List.of("other");

  private final LongSupplier nanoClock;

  // By name and class of the exception. Not by a record: JDK 17 keeps the class of the record whose
  // equals was linked last, and with it a web application that is gone (JDK-8078641).
  private final Map<List<Object>, Long> writtenAt = new HashMap<>(); // guarded by this
  private final Map<List<Object>, Long> suppressed = new HashMap<>(); // guarded by this

  public LogThrottle() {
    this(System::nanoTime);
  }

  LogThrottle(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Logs or counts an occurrence without an exception. */
  public void log(Level level, String cause, Supplier<String> message) {
    log(level, cause, message, null);
  }

  /**
   * Logs or counts an occurrence.
   *
   * @param cause one of a few constants, such as {@code "secret_key_rejected"}
   * @param message called only when a line is written
   * @param failure logged with its stack trace; its class is part of the cause, so unwrap a {@code
   *     CompletionException} before
   */
  public void log(
      Level level, String cause, Supplier<String> message, @Nullable Throwable failure) {
    if (!LOG.isLoggable(level)) {
      return;
    }
    String line = next(cause, message, failure);
    if (line == null) {
      return;
    }
    try {
      LOG.log(level, line, failure);
    } catch (RuntimeException | Error e) {
      // A log handler that fails is no failure of the request.
    }
  }

  private synchronized @Nullable String next(
      String cause, Supplier<String> message, @Nullable Throwable failure) {
    long now = nanoClock.getAsLong();
    List<Object> key = failure == null ? List.of(cause) : List.of(cause, failure.getClass());
    if (!writtenAt.containsKey(key) && writtenAt.size() >= MAX_CAUSES - 1) {
      key = OTHER;
    }
    Long last = writtenAt.get(key);
    if (last != null && now - last < INTERVAL) {
      suppressed.merge(key, 1L, Long::sum);
      return null;
    }
    writtenAt.put(key, now);
    Long more = suppressed.remove(key);
    return message.get() + (more == null ? "" : " (%s more since)".formatted(more));
  }
}
