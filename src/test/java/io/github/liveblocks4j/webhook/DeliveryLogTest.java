package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.HazelcastCluster;
import io.github.liveblocks4j.webhook.DeliveryLog.Claim;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every log; that in the cache is on two real nodes of a cluster. */
class DeliveryLogTest {

  private static final Duration LEASE = JCacheDeliveryLog.LEASE;
  @AutoClose private static final HazelcastCluster CLUSTER = new HazelcastCluster();

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

  private static Cache<String, String> cache(int node) {
    return JCacheDeliveryLog.open(CLUSTER.manager(CLUSTER.node(node)));
  }

  private DeliveryLog onNode(int node) {
    return new JCacheDeliveryLog(cache(node), () -> Instant.ofEpochMilli(millis.get()));
  }

  private Pair log(Kind kind) {
    if (kind == Kind.CACHE) {
      return new Pair(onNode(0), onNode(1));
    }
    DeliveryLog log = new InMemoryDeliveryLog();
    return new Pair(log, log);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenClaimedThenInProgressUntilReleased(Kind kind) {
    Pair log = log(kind);

    assertThat(log.one().claim(id)).isEqualTo(Claim.CLAIMED);
    assertThat(log.other().claim(id)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(log.one().claim(id)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(log.other().claim(id + "x")).isEqualTo(Claim.CLAIMED);

    log.one().release(id);
    assertThat(log.other().claim(id)).isEqualTo(Claim.CLAIMED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenCompletedThenNeverAgain(Kind kind) {
    Pair log = log(kind);
    log.one().claim(id);
    log.one().complete(id);
    log.one().release(id);
    log.one().release("never claimed");
    millis.addAndGet(Duration.ofHours(30).toMillis());

    assertThat(log.one().claim(id)).isEqualTo(Claim.COMPLETED);
    assertThat(log.other().claim(id)).isEqualTo(Claim.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void claimWhenManyAskAtOnceThenOneGetsIt(Kind kind) throws Exception {
    Pair log = log(kind);
    log.one().claim(id + 0);
    log.one().release(id + 0); // One was there already.
    ExecutorService executor = Executors.newFixedThreadPool(16);
    for (int i = 0; i < 50; i++) {
      String each = id + i;
      List<Future<Claim>> claims = new ArrayList<>();
      for (int caller = 0; caller < 16; caller++) {
        DeliveryLog view = caller % 2 == 0 ? log.one() : log.other();
        claims.add(executor.submit(() -> view.claim(each)));
      }
      Map<Claim, Integer> counts = new EnumMap<>(Claim.class);
      for (Future<Claim> claim : claims) {
        counts.merge(claim.get(), 1, Integer::sum);
      }
      assertThat(counts).isEqualTo(Map.of(Claim.CLAIMED, 1, Claim.IN_PROGRESS, 15));
    }
    executor.shutdown();
  }

  @Test
  void claimInMemoryWhenThereAreManyThenTheLatestAreKnown() {
    InMemoryDeliveryLog log = new InMemoryDeliveryLog();
    for (int i = 0; i < 100_000; i++) {
      log.claim("msg_" + i);
      log.complete("msg_" + i);
    }

    assertThat(log.size()).isEqualTo(InMemoryDeliveryLog.MAX_DELIVERIES);
    assertThat(log.claim("msg_99999")).isEqualTo(Claim.COMPLETED);
    assertThat(log.claim("msg_90000")).isEqualTo(Claim.COMPLETED);
    assertThat(log.claim("msg_89999")).isEqualTo(Claim.CLAIMED);
  }

  @Test
  void claimInCacheWhenTheLeaseHasEndedThenTheNextOneHasIt() {
    Pair log = log(Kind.CACHE);
    log.one().claim(id);
    millis.addAndGet(LEASE.toMillis() - 1);
    assertThat(log.other().claim(id)).isEqualTo(Claim.IN_PROGRESS);
    millis.addAndGet(1);

    assertThat(log.other().claim(id)).isEqualTo(Claim.CLAIMED);
    log.one().release(id); // No longer its own.
    assertThat(log.one().claim(id)).isEqualTo(Claim.IN_PROGRESS);
    log.one().complete(id); // It has been handled all the same.
    assertThat(log.other().claim(id)).isEqualTo(Claim.COMPLETED);
  }

  /** As when the node that was asked dies before it responds, and the provider asks again. */
  @Test
  @SuppressWarnings("unchecked")
  void claimInCacheWhenTheProviderRepeatsTheCallThenClaimed() {
    Cache<String, String> cache = cache(0);
    Cache<String, String> repeating =
        (Cache<String, String>)
            Proxy.newProxyInstance(
                Cache.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> {
                  try {
                    Object result = method.invoke(cache, arguments);
                    return method.getName().equals("putIfAbsent")
                        ? method.invoke(cache, arguments)
                        : result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    DeliveryLog log = new JCacheDeliveryLog(repeating);

    assertThat(log.claim(id)).isEqualTo(Claim.CLAIMED);
    assertThat(log.claim(id)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(cache(1).get(id)).isNotEmpty().hasSizeLessThan(100);
  }
}
