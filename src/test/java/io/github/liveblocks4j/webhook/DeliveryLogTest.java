package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.SharedCaches;
import io.github.liveblocks4j.support.HazelcastCluster;
import io.github.liveblocks4j.webhook.DeliveryLog.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every log; that in the cache is on two real nodes of a cluster. */
class DeliveryLogTest {

  private static final Duration LEASE = Duration.ofMinutes(4);
  private static final HazelcastCluster CLUSTER = new HazelcastCluster();

  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final String id = "msg_" + UUID.randomUUID();

  /** Two views of one log. */
  private record Pair(DeliveryLog one, DeliveryLog other) {}

  private enum Kind {
    MEMORY,
    CACHE
  }

  @BeforeAll
  static void startNodes() {
    CLUSTER.start();
    CLUSTER.start();
  }

  @AfterAll
  static void stopNodes() {
    CLUSTER.close();
  }

  private static Cache<String, String> cache(int node) {
    return SharedCaches.open(
        CLUSTER.manager(CLUSTER.node(node)), JCacheDeliveryLog.CACHE_NAME, Duration.ofDays(2));
  }

  private DeliveryLog onNode(int node) {
    return new JCacheDeliveryLog(cache(node), () -> Instant.ofEpochMilli(millis.get()));
  }

  private Pair log(Kind kind) {
    if (kind == Kind.CACHE) {
      return new Pair(onNode(0), onNode(1));
    }
    // Close to an overflow, which comparisons must survive.
    long offset = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(millis.get()) - 1;
    DeliveryLog log =
        new InMemoryDeliveryLog(() -> TimeUnit.MILLISECONDS.toNanos(millis.get()) + offset);
    return new Pair(log, log);
  }

  private void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenNobodyHasThenTheCallerDoesAndNobodyElse(Kind kind) {
    Pair log = log(kind);

    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.CLAIMED);
    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(log.other().claim(id + "x", LEASE)).isEqualTo(Claim.CLAIMED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenCompletedThenNeverAgain(Kind kind) {
    Pair log = log(kind);
    log.one().claim(id, LEASE);
    log.one().complete(id);
    pass(Duration.ofHours(30));

    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.COMPLETED);
    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenReleasedThenAtOnce(Kind kind) {
    Pair log = log(kind);
    log.one().claim(id, LEASE);
    log.one().release(id);

    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.CLAIMED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenTheLeaseHasEndedThenTheNextOneHasIt(Kind kind) {
    Pair log = log(kind);
    log.one().claim(id, LEASE);
    pass(LEASE.minusMillis(1));
    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
    pass(Duration.ofMillis(1));

    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.CLAIMED);
    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
  }

  @ParameterizedTest
  @EnumSource
  void releaseWhenCompletedThenStaysCompleted(Kind kind) {
    Pair log = log(kind);
    log.one().claim(id, LEASE);
    log.one().complete(id);
    log.one().release(id);
    log.one().release("never claimed");

    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.COMPLETED);
  }

  @Test
  void releaseWhenAnotherNodeHasTheClaimNowThenItKeepsIt() {
    Pair log = log(Kind.CACHE);
    log.one().claim(id, LEASE);
    pass(LEASE);
    log.other().claim(id, LEASE);

    log.one().release(id);

    assertThat(log.one().claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
  }

  @Test
  void completeWhenTheLeaseHasEndedThenIsCompletedAllTheSame() {
    Pair log = log(Kind.CACHE);
    log.one().claim(id, LEASE);
    pass(LEASE);
    log.one().complete(id);

    assertThat(log.other().claim(id, LEASE)).isEqualTo(Claim.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenManyAskAtOnceThenOneOfThemGetsIt(Kind kind) throws Exception {
    Pair log = log(kind);
    log.one().claim(id + 0, LEASE);
    pass(LEASE); // One is there already, and may be taken over.
    ExecutorService executor = Executors.newFixedThreadPool(16);
    for (int i = 0; i < 50; i++) {
      String each = id + i;
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Claim>> claims = new ArrayList<>();
      for (int caller = 0; caller < 16; caller++) {
        DeliveryLog view = caller % 2 == 0 ? log.one() : log.other();
        claims.add(
            executor.submit(
                () -> {
                  start.await();
                  return view.claim(each, LEASE);
                }));
      }
      start.countDown();
      Map<Claim, Integer> counts = new EnumMap<>(Claim.class);
      for (Future<Claim> claim : claims) {
        counts.merge(claim.get(), 1, Integer::sum);
      }
      assertThat(counts).isEqualTo(Map.of(Claim.CLAIMED, 1, Claim.IN_PROGRESS, 15));
    }
    executor.shutdown();
  }

  @Test
  void claimWhenAHundredThousandHaveComeThenMemoryIsBoundedAndTheLatestAreKnown() {
    InMemoryDeliveryLog log = new InMemoryDeliveryLog();
    for (int i = 0; i < 100_000; i++) {
      log.claim("msg_" + i, LEASE);
      log.complete("msg_" + i);
    }

    assertThat(log.size()).isEqualTo(InMemoryDeliveryLog.MAX_DELIVERIES);
    assertThat(log.claim("msg_99999", LEASE)).isEqualTo(Claim.COMPLETED);
    assertThat(log.claim("msg_90000", LEASE)).isEqualTo(Claim.COMPLETED);
    assertThat(log.claim("msg_89999", LEASE)).isEqualTo(Claim.CLAIMED);
  }

  /** As when the node that was asked dies before it responds, and the provider asks again. */
  @Test
  void claimWhenTheProviderRepeatsTheCallThenItIsTheCallersAllTheSame() {
    DeliveryLog log = new JCacheDeliveryLog(RepeatingCache.of(cache(0)));

    assertThat(log.claim(id, LEASE)).isEqualTo(Claim.CLAIMED);
    assertThat(log.claim(id, LEASE)).isEqualTo(Claim.IN_PROGRESS);
  }

  @Test
  void entriesAreShort() {
    DeliveryLog log = onNode(0);
    log.claim(id, LEASE);

    assertThat(cache(1).get(id)).isNotEmpty().hasSizeLessThan(100);
  }
}
