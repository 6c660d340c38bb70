package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimiterTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CallLimiter limiter = new CallLimiter(2, 3, tasks::add);
  private final List<String> started = new ArrayList<>();

  private CallLimiter.Permit acquire(String name) {
    return Objects.requireNonNull(limiter.acquire(true, permit -> started.add(name)));
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void acquireWhenPermitsAreTakenThenWaitsInOrder() {
    CallLimiter.Permit a = acquire("a");
    CallLimiter.Permit b = acquire("b");
    acquire("c");
    acquire("d");
    runTasks();
    assertThat(started).containsExactly("a", "b");

    b.release();
    a.release();
    runTasks();
    assertThat(started).containsExactly("a", "b", "c", "d");
  }

  @Test
  void acquireWhenOtherCallsWaitThenTokensGoFirst() {
    CallLimiter shared = new CallLimiter(8, 100, tasks::add);
    Queue<CallLimiter.Permit> jobs = new ArrayDeque<>();
    for (int i = 0; i < 100; i++) {
      assertThat(shared.acquire(false, jobs::add)).isNotNull();
    }
    runTasks();
    assertThat(jobs).hasSize(6);

    Queue<CallLimiter.Permit> tokens = new ArrayDeque<>();
    for (int i = 0; i < 4; i++) {
      assertThat(shared.acquire(true, tokens::add)).isNotNull();
    }
    runTasks();
    assertThat(tokens).hasSize(2);

    jobs.remove().release();
    jobs.remove().release();
    runTasks();
    assertThat(tokens).hasSize(4);

    List.copyOf(tokens).forEach(CallLimiter.Permit::release);
    runTasks();
    assertThat(jobs).as("4 and 2 more: 2 permits stay free").hasSize(6);
    assertThat(shared.available()).isEqualTo(2);
  }

  @Test
  void acquireWhenTheQueueIsFullThenNull() {
    for (int i = 0; i < 5; i++) {
      acquire("");
    }
    assertThat(limiter.acquire(true, permit -> {})).isNull();
    assertThat(limiter.waiting()).isEqualTo(3);
  }

  @Test
  void releaseWhenCalledTwiceThenOnePermitIsReturned() {
    CallLimiter.Permit a = acquire("a");
    a.release();
    a.release();
    assertThat(limiter.available()).isEqualTo(2);
  }

  @Test
  void releaseWhenStillWaitingThenLeavesTheQueueAndTakesNoPermit() {
    CallLimiter.Permit a = acquire("a");
    CallLimiter.Permit b = acquire("b");
    CallLimiter.Permit c = acquire("c");
    acquire("d");

    c.release();
    assertThat(limiter.waiting()).isEqualTo(1);
    a.release();
    b.release();
    runTasks();

    assertThat(started).containsExactly("a", "b", "d");
    assertThat(limiter.available()).isEqualTo(1);
  }

  /** Some give up while they wait, and others release late; tasks run late, too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void releaseWhenManyCallersMixThenNoneIsLostOrOvertaken(int seed) {
    Random random = new Random(seed);
    CallLimiter shared = new CallLimiter(8, 5_000, tasks::add);
    List<Integer> tokens = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    NavigableMap<Integer, CallLimiter.Permit> open = new TreeMap<>();
    Set<Integer> holding = new HashSet<>();
    Set<Integer> all = new HashSet<>();
    for (int step = 0; step < 10_000; step++) {
      if (step < 5_000 && random.nextInt(100) < 52) {
        int caller = step;
        boolean forToken = random.nextBoolean();
        CallLimiter.Permit permit =
            shared.acquire(
                forToken,
                mine -> {
                  (forToken ? tokens : others).add(caller);
                  if (open.containsKey(caller)) {
                    holding.add(caller);
                  }
                });
        open.put(caller, Objects.requireNonNull(permit));
        all.add(caller);
      } else if (!open.isEmpty()) {
        Integer leaving =
            Objects.requireNonNull(open.ceilingKey(random.nextInt(open.lastKey() + 1)));
        if (!holding.isEmpty() && random.nextInt(4) > 0) {
          leaving = holding.iterator().next();
        }
        if (!holding.remove(leaving)) {
          all.remove(leaving);
        }
        Objects.requireNonNull(open.remove(leaving)).release();
      }
      if (random.nextInt(3) == 0) {
        runTasks();
      }
      assertThat(holding).hasSizeLessThanOrEqualTo(8);
    }
    runTasks();

    assertThat(open).isEmpty();
    assertThat(shared.available()).isEqualTo(8);
    assertThat(shared.waiting()).isZero();
    for (List<Integer> kind : List.of(tokens, others)) {
      assertThat(kind).hasSizeGreaterThan(500).isSorted().doesNotHaveDuplicates();
      all.removeAll(Set.copyOf(kind));
    }
    assertThat(all).as("held no permit, and did not give up").isEmpty();
  }
}
