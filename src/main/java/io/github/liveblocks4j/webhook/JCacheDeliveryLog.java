package io.github.liveblocks4j.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;

/**
 * Remembers the deliveries of all servers of a cluster together, in a shared JCache (JSR 107) cache
 * such as Hazelcast's or Infinispan's, so that each is handled once whichever server Liveblocks
 * reaches.
 *
 * <pre>{@code
 * Cache<String, String> cache = manager.getCache("liveblocks-webhook-deliveries");
 * context.setAttribute(DeliveryLog.class.getName(), new JCacheDeliveryLog(cache));
 * }</pre>
 *
 * <p>All servers must open the same cache: for Hazelcast that takes the same name and the same URI
 * of the {@code CacheManager}. It maps strings to strings of less than 100 characters. Entries may
 * expire 48 hours after their last modification; Liveblocks sends a delivery for about 28 hours.
 * Keep a backup of each entry, or a server's crash loses what it alone knew. The servers' clocks
 * must agree to a few seconds.
 *
 * <p>A delivery is handled <em>at least</em> once. It is handled again when a server is killed
 * between the end of its handling and the note about it, when that note cannot be written, and when
 * one handling takes longer than 4 minutes, after which its claim ends.
 *
 * <p>Thread-safe. The application closes the cache.
 */
public final class JCacheDeliveryLog implements DeliveryLog {

  /** The name of the cache that {@link #JCacheDeliveryLog()} uses. */
  public static final String CACHE_NAME = "liveblocks-webhook-deliveries";

  /** How long a claim holds: short of the 5 minutes between Liveblocks' second and third try. */
  static final Duration LEASE = Duration.ofMinutes(4);

  private static final long EXPIRY_HOURS = 48;
  private static final String COMPLETED = "completed";

  private final Cache<String, String> cache;
  private final InstantSource clock; // The time of day: all that the servers have in common.
  private final String owner = UUID.randomUUID() + "/";
  private final AtomicLong claims = new AtomicLong();

  /**
   * Uses the cache {@value #CACHE_NAME} of the default {@link CacheManager}, and creates it when
   * there is none. For the setting {@code deliveryLog}, which takes a class name.
   *
   * @throws CacheException when there is no JCache provider, or its cache cannot be opened
   */
  public JCacheDeliveryLog() {
    this(open(Caching.getCachingProvider().getCacheManager()));
  }

  /**
   * Uses the given cache.
   *
   * @param cache shared by all servers; not closed with the log
   */
  public JCacheDeliveryLog(Cache<String, String> cache) {
    this(cache, InstantSource.system());
  }

  JCacheDeliveryLog(Cache<String, String> cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  static Cache<String, String> open(CacheManager manager) {
    Cache<String, String> known = manager.getCache(CACHE_NAME);
    if (known != null) {
      return known;
    }
    try {
      return manager.createCache(
          CACHE_NAME,
          new MutableConfiguration<String, String>()
              .setTypes(String.class, String.class)
              .setExpiryPolicyFactory(
                  ModifiedExpiryPolicy.factoryOf(
                      new javax.cache.expiry.Duration(TimeUnit.HOURS, EXPIRY_HOURS))));
    } catch (CacheException e) {
      known = manager.getCache(CACHE_NAME); // Another web application was faster.
      if (known == null) {
        throw e;
      }
      return known;
    }
  }

  @Override
  public Claim claim(String id) {
    long now = clock.millis();
    String mine = owner + claims.incrementAndGet() + "/" + (now + LEASE.toMillis());
    while (true) {
      String before = cache.get(id);
      if (COMPLETED.equals(before)) {
        return Claim.COMPLETED;
      }
      // A provider that repeats a call when a server dies may report its own success as a failure.
      if (mine.equals(before)) {
        return Claim.CLAIMED;
      }
      if (before != null && leasedUntil(before) > now) {
        return Claim.IN_PROGRESS;
      }
      if (before == null ? cache.putIfAbsent(id, mine) : cache.replace(id, before, mine)) {
        return Claim.CLAIMED;
      }
    }
  }

  private static long leasedUntil(String claim) {
    return Long.parseLong(claim.substring(claim.lastIndexOf('/') + 1));
  }

  @Override
  public void complete(String id) {
    cache.put(id, COMPLETED);
  }

  @Override
  public void release(String id) {
    String claim = cache.get(id);
    // Not another server's, which has claimed the delivery after the lease had ended.
    if (claim != null && claim.startsWith(owner)) {
      boolean unused = cache.remove(id, claim);
    }
  }
}
