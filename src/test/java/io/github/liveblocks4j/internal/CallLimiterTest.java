package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallLimiterTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CallLimiter limiter = new CallLimiter(2, 3, tasks::add);
  private final List<String> started = new ArrayList<>();

  private CallLimiter.Permit acquire(String name) {
    return Objects.requireNonNull(limiter.acquire(permit -> started.add(name)));
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

    assertThat(b.release()).isTrue();
    assertThat(a.release()).isTrue();
    runTasks();
    assertThat(started).containsExactly("a", "b", "c", "d");
  }

  @Test
  void acquireWhenTheQueueIsFullThenNull() {
    for (int i = 0; i < 5; i++) {
      acquire("");
    }
    assertThat(limiter.acquire(permit -> {})).isNull();
    assertThat(limiter.waiting()).isEqualTo(3);
  }

  @Test
  void releaseWhenCalledTwiceThenOnePermitIsReturned() {
    CallLimiter.Permit a = acquire("a");
    assertThat(a.release()).isTrue();
    assertThat(a.release()).isFalse();
    assertThat(limiter.available()).isEqualTo(2);
  }

  @Test
  void releaseWhenStillWaitingThenLeavesTheQueueAndTakesNoPermit() {
    CallLimiter.Permit a = acquire("a");
    CallLimiter.Permit b = acquire("b");
    CallLimiter.Permit c = acquire("c");
    acquire("d");

    assertThat(c.release()).isTrue();
    assertThat(limiter.waiting()).isEqualTo(1);
    a.release();
    b.release();
    runTasks();

    assertThat(started).containsExactly("a", "b", "d");
    assertThat(limiter.available()).isEqualTo(1);
  }

  @Test
  void tryAcquireWhenPermitsAreTakenThenNull() {
    CallLimiter.Permit a = Objects.requireNonNull(limiter.tryAcquire());
    acquire("b");
    assertThat(limiter.tryAcquire()).isNull();
    a.release();
    assertThat(limiter.tryAcquire()).isNotNull();
  }

  @Test
  void releaseWhenTheExecutorIsShutDownThenNoPermitIsLost() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    CallLimiter closing = new CallLimiter(1, 100_000, executor);
    CallLimiter.Permit first = Objects.requireNonNull(closing.acquire(permit -> {}));
    for (int i = 0; i < 50_000; i++) {
      assertThat(closing.acquire(permit -> {})).isNotNull();
    }
    executor.shutdownNow();

    first.release();

    assertThat(closing.waiting()).isZero();
    assertThat(closing.available()).isEqualTo(1);
  }

  @Test
  void acquireWhenThereIsAPermitThenGoesOnAtOnceWithoutTheExecutor() {
    acquire("a");
    assertThat(started).containsExactly("a");
    assertThat(tasks).isEmpty();
  }

  @Test
  void acquireWhenThousandsEndAtOnceThenNothingRecurses() throws InterruptedException {
    int calls = 10_000;
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      CallLimiter small = new CallLimiter(1, calls, executor);
      CountDownLatch ended = new CountDownLatch(calls);
      int here = Thread.currentThread().getStackTrace().length;
      AtomicInteger deepest = new AtomicInteger();
      for (int i = 0; i < calls; i++) {
        assertThat(
                small.acquire(
                    permit -> {
                      deepest.accumulateAndGet(
                          Thread.currentThread().getStackTrace().length, Math::max);
                      permit.release();
                      ended.countDown();
                    }))
            .isNotNull();
      }
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(deepest).hasValueLessThan(here + 20);
      assertThat(small.available()).isEqualTo(1);
    } finally {
      executor.shutdownNow();
    }
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
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      executor.shutdown();
      assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(storm.waiting()).isZero();
      assertThat(storm.available()).isEqualTo(10);
      assertThat(most).hasValueLessThanOrEqualTo(10);
    } finally {
      callers.shutdownNow();
      executor.shutdownNow();
    }
  }
}
