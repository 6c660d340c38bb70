package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimiterTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CallLimiter limiter = new CallLimiter(8, 100, tasks::add);
  private final List<String> started = new ArrayList<>();

  private Runnable acquire(boolean forToken, String name) {
    Runnable task = () -> started.add(name);
    assertThat(limiter.acquire(forToken, task)).isTrue();
    return task;
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
    runTasks();
    assertThat(started).as("2 permits are kept").hasSize(10).endsWith("token2", "token3");

    limiter.release();
    limiter.release();
    runTasks();
    assertThat(started).hasSize(11).endsWith("job6");
    assertThat(limiter.inFlight()).isEqualTo(6);
  }

  @Test
  void acquireWhenTheQueueIsFullThenFalse() {
    for (int i = 0; i < 108; i++) {
      acquire(true, "");
    }
    assertThat(limiter.acquire(true, () -> {})).isFalse();
    assertThat(limiter.waiting()).isEqualTo(100);
  }

  @Test
  void leaveWhenStillWaitingThenTakesNoPermit() {
    for (int i = 0; i < 8; i++) {
      acquire(true, "");
    }
    Runnable waiting = acquire(true, "left");
    acquire(true, "next");

    limiter.leave(waiting);
    limiter.leave(waiting);
    assertThat(limiter.waiting()).isEqualTo(1);
    limiter.release();
    runTasks();

    assertThat(started).contains("next").doesNotContain("left");
    assertThat(limiter.inFlight()).isEqualTo(8);
  }

  /** Some leave while they wait, and others release late; tasks run late, too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void releaseWhenManyCallersMixThenNoneIsLostOrOvertaken(int seed) {
    Random random = new Random(seed);
    List<Integer> tokens = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    Map<Integer, Runnable> waiting = new HashMap<>();
    Set<Integer> all = new HashSet<>();
    int holding = 0;
    for (int step = 0; step < 10_000; step++) {
      if (step < 5_000 && random.nextInt(100) < 30) {
        int caller = step;
        boolean forToken = random.nextBoolean();
        Runnable task =
            () -> {
              (forToken ? tokens : others).add(caller);
              waiting.remove(caller);
            };
        waiting.put(caller, task);
        if (limiter.acquire(forToken, task)) {
          all.add(caller);
        }
      } else if (random.nextInt(10) == 0 && !waiting.isEmpty()) {
        Map.Entry<Integer, Runnable> leaving = waiting.entrySet().iterator().next();
        int before = limiter.waiting();
        limiter.leave(leaving.getValue());
        if (limiter.waiting() < before) {
          waiting.remove(leaving.getKey());
          all.remove(leaving.getKey());
        }
      } else if (holding > 0) {
        limiter.release();
        holding--;
      }
      if (random.nextInt(3) == 0) {
        int before = tokens.size() + others.size();
        runTasks();
        holding += tokens.size() + others.size() - before;
      }
      assertThat(holding).isLessThanOrEqualTo(limiter.inFlight()).isLessThanOrEqualTo(8);
    }

    assertThat(limiter.inFlight()).isZero();
    assertThat(limiter.waiting()).isZero();
    for (List<Integer> kind : List.of(tokens, others)) {
      assertThat(kind).hasSizeGreaterThan(500).isSorted().doesNotHaveDuplicates();
      all.removeAll(Set.copyOf(kind));
    }
    assertThat(all).as("got no permit, and did not leave").isEmpty();
  }
}
