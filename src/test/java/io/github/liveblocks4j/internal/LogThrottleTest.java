package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.CapturedLog;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

  private static final Pattern MORE = Pattern.compile("\\((\\d+) more since\\)");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // Overflows on the way.
  @AutoClose private final CapturedLog log = new CapturedLog();
  private final LogThrottle throttle = new LogThrottle(nanos::get);

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
    assertThat(log.messages())
        .containsExactly(
            "outage happened",
            "outage happened (599 more since)",
            "outage happened (599 more since)");
  }

  @Test
  void logWhenAnExceptionIsGivenThenItsClassIsPartOfTheCause() {
    for (int i = 0; i < 3; i++) {
      throttle.log(Level.ERROR, "failed", () -> "failed", new SQLException());
      throttle.log(Level.ERROR, "failed", () -> "failed", new NullPointerException());
    }
    assertThat(log.at(java.util.logging.Level.SEVERE)).hasSize(2);
    assertThat(log.text()).contains("SQLException", "NullPointerException");
  }

  @Test
  void logWhenThereAreTooManyCausesThenTheyShareOneEntry() {
    for (int i = 0; i < 10_000; i++) {
      warn("cause-" + i);
    }
    assertThat(log.messages()).hasSize(200).endsWith("cause-199 happened");
    advance(60);
    warn("one more");
    assertThat(log.messages().get(200)).contains("one more happened (9800 more since)");
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

    long counted =
        MORE.matcher(String.join("\n", log.messages()))
            .results()
            .mapToLong(more -> Long.parseLong(more.group(1)))
            .sum();
    assertThat(log.messages().size() + counted).isEqualTo(20_001);
  }
}
