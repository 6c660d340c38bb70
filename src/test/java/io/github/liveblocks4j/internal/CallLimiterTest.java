package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.Await;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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

  @Test
  void releaseWhenManyThreadsStormThenAllPermitsAreBack() throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      CallLimiter storm = new CallLimiter(10, 100_000, executor);
      AtomicInteger held = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(4);
      for (int caller = 0; caller < 4; caller++) {
        callers.execute(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                CallLimiter.Permit permit =
                    Objects.requireNonNull(
                        storm.acquire(
                            ThreadLocalRandom.current().nextBoolean(),
                            mine -> {
                              most.accumulateAndGet(held.incrementAndGet(), Math::max);
                              held.decrementAndGet();
                              mine.release();
                            }));
                if (ThreadLocalRandom.current().nextInt(3) == 0) {
                  permit.release(); // Waiting, held or released already: all must be fine.
                }
              }
              done.countDown();
            });
      }
      done.await();
      CountDownLatch last = new CountDownLatch(1); // First in, first out.
      storm.acquire(
          false,
          mine -> {
            mine.release();
            last.countDown();
          });
      last.await();
      Await.until(() -> storm.available() == 10);
      assertThat(storm.waiting()).isZero();
      assertThat(most).hasValueLessThanOrEqualTo(10);
    } finally {
      callers.shutdownNow();
      executor.shutdownNow();
    }
  }
}
