package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The order of permits; {@code CallTest} has what leaves the queue, and what finds it full. */
class CallLimiterTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CallLimiter limiter = new CallLimiter(8, 100, tasks::add);
  private final List<String> started = new ArrayList<>();

  private void acquire(boolean forToken, String name) {
    assertThat(limiter.acquire(forToken, () -> started.add(name))).isTrue();
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void acquireWhenOtherCallsWaitThenTokensGoFirstAndAllInOrder() {
    for (int i = 0; i < 20; i++) {
      acquire(false, "job" + i);
    }
    assertThat(started).as("on the executor: however many end at once, none recurses").isEmpty();
    runTasks();
    assertThat(started).hasSize(6).first().isEqualTo("job0");

    for (int i = 0; i < 4; i++) {
      acquire(true, "token" + i);
    }
    runTasks();
    assertThat(started).hasSize(8).endsWith("token0", "token1");

    limiter.release();
    limiter.release();
    limiter.release();
    assertThat(started).hasSize(8);
    runTasks();
    assertThat(started).as("2 permits are kept").hasSize(10).endsWith("token2", "token3");

    limiter.release();
    limiter.release();
    runTasks();
    assertThat(started).hasSize(11).endsWith("job6");
    assertThat(limiter.inFlight()).isEqualTo(6);
  }

  @Test
  void permitWhenThereIsNoThreadForItsTaskThenIsFreeAgain() {
    CallLimiter exhausted =
        new CallLimiter(
            1,
            100,
            task -> {
              if (!tasks.isEmpty()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              tasks.add(task);
            });
    assertThat(exhausted.acquire(true, () -> {})).isTrue();
    assertThat(exhausted.acquire(true, () -> {})).isTrue();

    exhausted.release();
    assertThat(exhausted.inFlight()).isZero();
    assertThatThrownBy(() -> exhausted.acquire(true, () -> {}))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(exhausted.inFlight()).isZero();
  }
}
