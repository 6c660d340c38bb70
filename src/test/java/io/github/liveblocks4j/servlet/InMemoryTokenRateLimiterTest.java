package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    assertThat(limiter.tryAcquire(ALICE, 30)).isEqualTo(Decision.reject(Duration.ofSeconds(2)));

    advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(limiter.tryAcquire(ALICE, 30)).isEqualTo(Decision.reject(Duration.ofNanos(1)));
    advance(Duration.ofNanos(1));
    assertThat(limiter.tryAcquire(ALICE, 30)).isSameAs(Decision.allow());
  }

  /** No burst at the border of two minutes, either. */
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

  private static LiveblocksUser user(String id, String organization) {
    return LiveblocksUser.of(id).organizationId(organization);
  }

  @Test
  void tryAcquireWhenManyUsersComeThenMemoryIsBounded() {
    assertThat(granted(ALICE, 300, 300)).isEqualTo(300);
    for (int i = 0; i < 100_000; i++) {
      assertThat(limiter.tryAcquire(LiveblocksUser.of("user-" + i), 300).allowed()).isTrue();
      if (i % 9_000 == 0) { // A user who is active keeps the limit.
        assertThat(granted(ALICE, 300, 1)).isZero();
      }
    }
    assertThat(limiter.size()).isEqualTo(InMemoryTokenRateLimiter.MAX_USERS);
  }

  @Test
  void tryAcquireWhenManyThreadsAskForOneUserThenTheLimitIsExact() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> tasks = Collections.nCopies(16, () -> granted(ALICE, 300, 1_000));
      int sum = 0;
      for (Future<Integer> each : executor.invokeAll(tasks)) {
        sum += each.get();
      }
      assertThat(sum).isEqualTo(300);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void newDecisionWhenWaitContradictsItThenFails() {
    for (Duration wait : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> Decision.reject(wait));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision(true, Duration.ofSeconds(1)));
  }
}
