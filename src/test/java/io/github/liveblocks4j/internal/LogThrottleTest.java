package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

  private static final Pattern MORE = Pattern.compile("\\((\\d+) more in the last \\d+ s\\)");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // Overflows on the way.
  private final RecordingLogger logger = new RecordingLogger();
  private final LogThrottle throttle = new LogThrottle(logger, Duration.ofSeconds(60), nanos::get);

  private void advance(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void warn(String cause) {
    throttle.log(Level.WARNING, cause, () -> cause + " happened");
  }

  @Test
  void logWhenCauseIsNewThenIsWrittenAtOnceWithItsStackTrace() {
    SQLException failure = new SQLException("no database");

    throttle.log(Level.ERROR, "resolver_failed", () -> "The resolver failed", failure);

    assertThat(logger.lines).containsExactly("ERROR The resolver failed");
    assertThat(logger.thrown).containsExactly(failure);
  }

  @Test
  void logWhenCauseRepeatsThenOneSummaryPerIntervalHasTheCount() {
    for (int second = 0; second < 120; second++) {
      for (int i = 0; i < 10; i++) {
        warn("upstream_unavailable");
      }
      advance(1);
    }
    warn("upstream_unavailable");

    assertThat(logger.lines)
        .containsExactly(
            "WARNING upstream_unavailable happened",
            "WARNING upstream_unavailable happened (600 more in the last 60 s)",
            "WARNING upstream_unavailable happened (600 more in the last 60 s)");
  }

  @Test
  void logWhenSummaryIsWrittenThenHasNoStackTrace() {
    for (int i = 0; i < 3; i++) {
      throttle.log(Level.ERROR, "resolver_failed", () -> "failed", new SQLException());
    }
    advance(60);
    throttle.log(Level.ERROR, "resolver_failed", () -> "failed", new SQLException());

    assertThat(logger.lines)
        .containsExactly("ERROR failed", "ERROR failed (3 more in the last 60 s)");
    assertThat(logger.thrown.get(1)).isNull();
  }

  @Test
  void logWhenCauseWasQuietForAnIntervalThenIsWrittenInFullAgain() {
    warn("upstream_unavailable");
    advance(60);
    warn("upstream_unavailable");

    assertThat(logger.lines)
        .containsExactly(
            "WARNING upstream_unavailable happened", "WARNING upstream_unavailable happened");
  }

  @Test
  void logWhenExceptionClassDiffersThenIsAnotherCause() {
    throttle.log(Level.ERROR, "resolver_failed", () -> "failed", new SQLException());
    throttle.log(Level.ERROR, "resolver_failed", () -> "failed", new NullPointerException());
    throttle.log(Level.ERROR, "resolver_failed", () -> "failed", new SQLException());

    assertThat(logger.thrown)
        .hasExactlyElementsOfTypes(SQLException.class, NullPointerException.class);
  }

  @Test
  void logWhenAnotherCauseOccursThenTheSummaryThatIsDueIsWritten() {
    warn("upstream_unavailable");
    warn("upstream_unavailable");
    advance(75);
    warn("secret_key_rejected");

    assertThat(logger.lines)
        .containsExactly(
            "WARNING upstream_unavailable happened",
            "WARNING secret_key_rejected happened",
            "WARNING upstream_unavailable happened (1 more in the last 75 s)");
  }

  @Test
  void flushWhenSummaryIsDueThenWritesItOnce() {
    warn("upstream_unavailable");
    warn("upstream_unavailable");
    advance(59);
    throttle.flush();
    assertThat(logger.lines).hasSize(1);

    advance(1);
    throttle.flush();
    advance(60);
    throttle.flush();

    assertThat(logger.lines)
        .containsExactly(
            "WARNING upstream_unavailable happened",
            "WARNING upstream_unavailable happened (1 more in the last 60 s)");
  }

  @Test
  void logWhenSummaryWasFlushedThenTheIntervalBeginsAgain() {
    warn("upstream_unavailable");
    warn("upstream_unavailable");
    advance(60);
    throttle.flush();
    warn("upstream_unavailable");
    assertThat(logger.lines).hasSize(2);

    advance(60);
    throttle.flush();
    assertThat(logger.lines).hasSize(3);
  }

  @Test
  void closeWhenOccurrencesWereSuppressedThenWritesTheirNumber() {
    warn("upstream_unavailable");
    warn("upstream_unavailable");
    warn("upstream_unavailable");
    advance(10);
    throttle.close();
    throttle.close();

    assertThat(logger.lines)
        .containsExactly(
            "WARNING upstream_unavailable happened",
            "WARNING upstream_unavailable happened (2 more in the last 10 s)");
  }

  @Test
  void logWhenSuppressedThenTheMessageIsNotBuilt() {
    AtomicInteger built = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      throttle.log(Level.WARNING, "cause", () -> "message " + built.incrementAndGet());
    }

    assertThat(built).hasValue(1);
  }

  @Test
  void logWhenTheLevelIsOffThenNothingIsBuiltOrCounted() {
    logger.off = true;
    throttle.log(
        Level.WARNING,
        "cause",
        () -> {
          throw new AssertionError("built");
        });
    logger.off = false;
    throttle.close();

    assertThat(logger.lines).isEmpty();
  }

  @Test
  void logWhenThereAreTooManyCausesThenTheyShareOneEntry() {
    for (int i = 0; i < 10_000; i++) {
      warn("cause-" + i);
    }
    assertThat(logger.lines).hasSize(200);

    throttle.close();

    assertThat(logger.lines)
        .hasSize(201)
        .last()
        .isEqualTo("WARNING cause-199 happened (9800 more in the last 1 s)");
  }

  @Test
  void logWhenManyThreadsLogThenEachOccurrenceIsWrittenOrCountedOnce() throws Exception {
    int threads = 64;
    int each = 2_000;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int n = 0; n < each; n++) {
                  nanos.addAndGet(Duration.ofMillis(10).toNanos());
                  warn(n % 2 == 0 ? "one" : "other");
                }
              });
      thread.start();
      all.add(thread);
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    throttle.close();

    long written = logger.lines.stream().filter(line -> !line.contains(" more in ")).count();
    long counted = 0;
    for (String line : logger.lines) {
      Matcher more = MORE.matcher(line);
      if (more.find()) {
        counted += Long.parseLong(more.group(1));
      }
    }
    assertThat(written + counted).isEqualTo((long) threads * each);
    // 1,280 s of virtual time, two causes.
    assertThat(logger.lines).hasSizeBetween(4, 50);
  }

  /** Two threads that spin meet closer in time than a barrier would wake them. */
  @Test
  void logWhenTwoThreadsLogAtOnceThenOneLinePerIntervalIsWritten() throws Exception {
    int rounds = 10_000;
    AtomicInteger arrived = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    Runnable task =
        () -> {
          for (int round = 1; round <= rounds; round++) {
            if (arrived.incrementAndGet() == 2 * round) {
              advance(60);
              begun.set(round);
            }
            while (begun.get() < round) {
              Thread.onSpinWait();
            }
            warn("cause");
          }
        };
    Thread other = new Thread(task);
    other.start();
    task.run();
    other.join();

    assertThat(logger.lines).hasSize(rounds);
  }

  private static final class RecordingLogger implements System.Logger {

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<@Nullable Throwable> thrown = new ArrayList<>();
    volatile boolean off;

    @Override
    public String getName() {
      return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
      return !off;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable failure) {
      lines.add(level + " " + message);
      synchronized (thrown) {
        thrown.add(failure);
      }
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
      log(level, bundle, format, (Throwable) null);
    }
  }
}
