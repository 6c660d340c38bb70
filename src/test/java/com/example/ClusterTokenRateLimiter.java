package com.example;

// snippet: cluster-limiter
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.TokenRateLimiter;
import java.time.Duration;
import javax.cache.Cache;

public class ClusterTokenRateLimiter implements TokenRateLimiter {

  private static final long MINUTE = 60_000;

  private final Cache<String, Integer> counts;

  public ClusterTokenRateLimiter(Cache<String, Integer> counts) {
    this.counts = counts;
  }

  @Override
  public Decision tryAcquire(LiveblocksUser user, int maxPerMinute) {
    long now = System.currentTimeMillis();
    String key = now / MINUTE + "\n" + user.organizationId() + "\n" + user.userId();
    while (true) {
      Integer count = counts.get(key);
      if (count != null && count >= maxPerMinute) {
        return Decision.reject(Duration.ofMillis(MINUTE - now % MINUTE));
      }
      if (count == null ? counts.putIfAbsent(key, 1) : counts.replace(key, count, count + 1)) {
        return Decision.allow();
      }
    }
  }
}
// end
