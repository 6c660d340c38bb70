package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.ClusterTokenRateLimiter;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.TokenRateLimiter;
import io.github.liveblocks4j.support.HazelcastCluster;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;

/** Runs the recipe for a limit that holds in a whole cluster, on two real nodes. */
class ClusterLimiterTest {

  private static final int MAX = 100;

  private static Cache<String, Integer> open(CacheManager manager) {
    // snippet: cluster-limiter-cache
    MutableConfiguration<String, Integer> counts =
        new MutableConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.FIVE_MINUTES));
    Cache<String, Integer> cache = manager.createCache("token-counts", counts);
    // end
    return cache;
  }

  @Test
  void tryAcquireWhenTwoServersCountThenTheLimitIsOfBoth() {
    try (HazelcastCluster cluster = new HazelcastCluster()) {
      TokenRateLimiter one = new ClusterTokenRateLimiter(open(cluster.manager(cluster.start())));
      TokenRateLimiter two = new ClusterTokenRateLimiter(open(cluster.manager(cluster.start())));
      LiveblocksUser alice = LiveblocksUser.of("alice");
      long minute = System.currentTimeMillis() / 60_000;

      long granted =
          IntStream.range(0, 4 * MAX)
              .parallel()
              .filter(i -> (i % 2 == 0 ? one : two).tryAcquire(alice, MAX).allowed())
              .count();

      long minutes = System.currentTimeMillis() / 60_000 - minute + 1;
      assertThat(granted).isBetween((long) MAX, MAX * minutes);
      assertThat(one.tryAcquire(alice.organizationId("acme"), MAX).allowed()).isTrue();
    }
  }
}
