package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The default: counts in the memory of this server, for the last 10,000 users. Each token takes its
 * share of a minute, and a user may be a minute ahead: a full minute's tokens at once, and then one
 * share after the other. Thread-safe.
 */
final class InMemoryTokenRateLimiter implements TokenRateLimiter {

  static final int MAX_USERS = 10_000;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoClock;
  private final long start;

  // Until when each user's tokens reach, on our clock. The one asked for last is the last. Guarded
  // by this.
  private final Map<String, Long> reach =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_USERS;
        }
      };

  InMemoryTokenRateLimiter() {
    this(System::nanoTime);
  }

  InMemoryTokenRateLimiter(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  @Override
  public synchronized Decision tryAcquire(LiveblocksUser user, int maxPerMinute) {
    String key = key(user);
    long now = nanoClock.getAsLong() - start;
    long next = Math.max(now, reach.getOrDefault(key, now)) + MINUTE / maxPerMinute;
    long wait = next - now - MINUTE;
    if (wait > 0) {
      return Decision.reject(Duration.ofNanos(wait));
    }
    reach.put(key, next);
    return Decision.allow();
  }

  private static String key(LiveblocksUser user) {
    String organization = Objects.requireNonNullElse(user.organizationId(), "");
    return organization.length() + ":" + organization + user.userId();
  }

  /** Returns how many users are known now. */
  synchronized int size() {
    return reach.size();
  }
}
