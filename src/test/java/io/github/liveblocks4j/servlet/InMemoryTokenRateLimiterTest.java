package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryTokenRateLimiterTest {

  private static final LiveblocksUser ALICE = LiveblocksUser.of("alice");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // Overflows on the way.
  private final InMemoryTokenRateLimiter limiter = new InMemoryTokenRateLimiter(nanos::get);

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private int granted(LiveblocksUser user, int maxPerMinute, int attempts) {
    int granted = 0;
    for (int i = 0; i < attempts; i++) {
      granted += limiter.tryAcquire(user, maxPerMinute).allowed() ? 1 : 0;
    }
    return granted;
  }

  @Test
  void tryAcquireWhenLimitIsReachedThenRejects() {
    assertThat(granted(ALICE, 300, 1_000)).isEqualTo(300);
    assertThat(granted(LiveblocksUser.of("bob"), 300, 1_000)).isEqualTo(300);
    assertThat(granted(LiveblocksUser.of("carol"), 1, 1_000)).isEqualTo(1);
  }

  @Test
  void tryAcquireWhenRejectedThenSaysWhenToRetry() {
    granted(ALICE, 30, 30);
    Decision decision = limiter.tryAcquire(ALICE, 30);
    assertThat(decision).isEqualTo(Decision.reject(Duration.ofSeconds(2)));
    assertThat(decision.retryAfter()).isEqualTo(Duration.ofSeconds(2));

    advance(Duration.ofMillis(1_500));
    assertThat(limiter.tryAcquire(ALICE, 30).retryAfter()).isEqualTo(Duration.ofMillis(500));
    assertThat(limiter.tryAcquire(ALICE, 30).retryAfter())
        .isLessThanOrEqualTo(Duration.ofSeconds(1));

    advance(Duration.ofMillis(500).minusNanos(1));
    assertThat(limiter.tryAcquire(ALICE, 30)).isEqualTo(Decision.reject(Duration.ofNanos(1)));
    advance(Duration.ofNanos(1));
    assertThat(limiter.tryAcquire(ALICE, 30)).isSameAs(Decision.allow());
  }

  @Test
  void tryAcquireWhenTimePassesThenTokensComeBackOneByOne() {
    granted(ALICE, 300, 300);
    for (int i = 0; i < 1_000; i++) {
      advance(Duration.ofMillis(200));
      assertThat(granted(ALICE, 300, 2)).isEqualTo(1);
    }

    advance(Duration.ofMinutes(1));
    assertThat(granted(ALICE, 300, 1_000)).isEqualTo(300);
    advance(Duration.ofDays(1));
    assertThat(granted(ALICE, 300, 1_000)).isEqualTo(300);
  }

  /** A limiter of fixed windows would grant twice the limit at the border of two. */
  @Test
  void tryAcquireWhenAMinuteEndsThenNoBurstExceedsTheLimit() {
    for (int second = 0; second < 180; second++) {
      LiveblocksUser user = LiveblocksUser.of("user-" + second);
      InMemoryTokenRateLimiter fresh = new InMemoryTokenRateLimiter(nanos::get);
      int granted = 0;
      advance(Duration.ofSeconds(second));
      for (int i = 0; i < 400; i++) {
        granted += fresh.tryAcquire(user, 300).allowed() ? 1 : 0;
      }
      advance(Duration.ofMillis(1));
      for (int i = 0; i < 400; i++) {
        granted += fresh.tryAcquire(user, 300).allowed() ? 1 : 0;
      }
      assertThat(granted).isEqualTo(300);
    }
  }

  @Test
  void tryAcquireWhenOrganizationDiffersThenIsAnotherUser() {
    granted(ALICE, 3, 3);

    assertThat(granted(user("alice", "acme"), 3, 9)).isEqualTo(3);
    assertThat(granted(user("alice", "acme"), 3, 9)).isZero();
    assertThat(granted(user("aliceacme", "x"), 3, 9)).isEqualTo(3);
    assertThat(granted(user("acmealice", "x"), 3, 9)).isEqualTo(3);
    assertThat(granted(LiveblocksUser.of("acmealice"), 3, 9)).isEqualTo(3);
    assertThat(granted(LiveblocksUser.of("4:acmealice"), 3, 9)).isEqualTo(3);
  }

  @Test
  void tryAcquireWhenIdIsLongThenTheKeyIsNot() {
    assertThat(TokenBuckets.key(LiveblocksUser.of("x".repeat(1_000_000)), 300)).hasSize(22);
    assertThat(TokenBuckets.key(LiveblocksUser.of("alice@acme.example"), 300))
        .doesNotContain("alice");
  }

  @Test
  void tryAcquireWhenAMillionUsersComeAtOnceThenMemoryIsBounded() {
    int largest = 0;
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(limiter.tryAcquire("user-" + i, 300).allowed()).isTrue();
      if (i % 1_000 == 0) {
        largest = Math.max(largest, limiter.size());
      }
    }

    assertThat(largest).isGreaterThan(10_000).isLessThanOrEqualTo(20_000);
    assertThat(limiter.size()).isLessThanOrEqualTo(20_000);
  }

  @Test
  void tryAcquireWhenUserIsActiveThenOthersDoNotResetTheLimit() {
    assertThat(granted(ALICE, 300, 300)).isEqualTo(300);
    for (int i = 0; i < 100_000; i++) {
      limiter.tryAcquire("user-" + i, 300);
      if (i % 9_000 == 0) {
        assertThat(granted(ALICE, 300, 1)).isZero();
      }
    }
  }

  @Test
  void tryAcquireWhenGenerationsChangeByTimeThenNobodyGetsMore() {
    for (int minute = 0; minute < 10; minute++) {
      advance(Duration.ofSeconds(59));
      int before = granted(ALICE, 60, 100);
      advance(Duration.ofSeconds(1)); // The generations change within this second.
      assertThat(granted(ALICE, 60, 100)).isEqualTo(1);
      assertThat(before).isLessThanOrEqualTo(60);
    }
  }

  @Test
  void tryAcquireWhenUsersStayAwayThenTheirBucketsAreDropped() {
    for (int i = 0; i < 1_000; i++) {
      limiter.tryAcquire("user-" + i, 300);
    }
    assertThat(limiter.size()).isEqualTo(1_000);

    advance(Duration.ofMinutes(1));
    limiter.tryAcquire(ALICE, 300);
    advance(Duration.ofMinutes(1));
    limiter.tryAcquire(ALICE, 300);

    assertThat(limiter.size()).isLessThanOrEqualTo(2);
  }

  @Test
  void tryAcquireWhenManyThreadsAskForOneUserThenTheLimitIsExact() throws Exception {
    assertThat(inParallel(64, () -> granted(ALICE, 300, 1_000))).isEqualTo(300);
  }

  /** Buckets are looked up, moved and made anew all the time here. */
  @Test
  void tryAcquireWhenGenerationsChangeUnderwayThenTheLimitIsExact() throws Exception {
    AtomicLong others = new AtomicLong();
    assertThat(
            inParallel(
                64,
                () -> {
                  int granted = 0;
                  for (int i = 0; i < 5_000; i++) {
                    limiter.tryAcquire("user-" + others.getAndIncrement(), 300);
                    granted += granted(ALICE, 300, 1);
                  }
                  return granted;
                }))
        .isEqualTo(300);
  }

  /** A thread is held up between its two looks at the generations, when it has read the clock. */
  @Test
  void tryAcquireWhenGenerationsChangeDuringALookupThenTheLimitIsExact() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    InMemoryTokenRateLimiter limiter =
        new InMemoryTokenRateLimiter(
            () -> {
              long now = nanos.get();
              if (Thread.currentThread() != main) {
                reached.countDown();
                await(changed);
              }
              return now;
            });
    FutureTask<Decision> late = new FutureTask<>(() -> limiter.tryAcquire(ALICE, 1));
    new Thread(late).start();
    reached.await();
    advance(Duration.ofMinutes(1));

    assertThat(limiter.tryAcquire(ALICE, 1).allowed()).isTrue();
    changed.countDown();
    assertThat(late.get().allowed()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LiveblocksUser user(String id, String organization) {
    return LiveblocksUser.of(id).organizationId(organization);
  }

  private static int inParallel(int threads, Callable<Integer> task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(
            executor.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      int sum = 0;
      for (Future<Integer> result : results) {
        sum += result.get();
      }
      return sum;
    } finally {
      executor.shutdownNow();
    }
  }
}
