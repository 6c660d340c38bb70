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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

  private static final Pattern MORE = Pattern.compile("\\((\\d+) more since\\)");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // Overflows on the way.
  private final RecordingLogger logger = new RecordingLogger();
  private final LogThrottle throttle = new LogThrottle(logger, nanos::get);

  private void advance(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void warn(String cause) {
    throttle.log(Level.WARNING, cause, () -> cause + " happened");
  }

  @Test
  void logWhenCauseRepeatsThenOneLinePerMinuteHasTheCount() {
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 600; i++) {
        warn("outage");
      }
      advance(60);
    }
    assertThat(logger.lines)
        .containsExactly(
            "WARNING outage happened",
            "WARNING outage happened (599 more since)",
            "WARNING outage happened (599 more since)");
  }

  @Test
  void logWhenAnExceptionIsGivenThenItsClassIsPartOfTheCause() {
    for (int i = 0; i < 3; i++) {
      throttle.log(Level.ERROR, "failed", () -> "failed", new SQLException());
      throttle.log(Level.ERROR, "failed", () -> "failed", new NullPointerException());
    }
    assertThat(logger.thrown)
        .hasExactlyElementsOfTypes(SQLException.class, NullPointerException.class);
  }

  @Test
  void logWhenSuppressedOrOffThenTheMessageIsNotBuilt() {
    warn("a");
    throttle.log(Level.WARNING, "a", () -> unexpected());
    logger.off = true;
    throttle.log(Level.WARNING, "b", () -> unexpected());
    assertThat(logger.lines).hasSize(1);
  }

  private static String unexpected() {
    throw new AssertionError("built a message that is not written");
  }

  @Test
  void logWhenThereAreTooManyCausesThenTheyShareOneEntry() {
    for (int i = 0; i < 10_000; i++) {
      warn("cause-" + i);
    }
    assertThat(logger.lines).hasSize(200).endsWith("WARNING cause-199 happened");
    advance(60);
    warn("one more");
    assertThat(logger.lines.get(200)).contains("one more happened (9800 more since)");
  }

  @Test
  void logWhenManyThreadsLogThenEachIsWrittenOrCountedOnce() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  advance(1);
                  warn("a");
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    advance(60);
    warn("a");

    long counted = logger.lines.size();
    for (String line : logger.lines) {
      Matcher more = MORE.matcher(line);
      if (more.find()) {
        counted += Long.parseLong(more.group(1));
      }
    }
    assertThat(counted).isEqualTo(20_001);
  }

  private static final class RecordingLogger implements System.Logger {

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<@Nullable Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
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
      thrown.add(failure);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
      log(level, bundle, format, (Throwable) null);
    }
  }
}
