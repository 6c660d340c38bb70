package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.SharedCaches;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * Limits the tokens that one user gets per minute from all servers of a cluster together, by a
 * shared JCache (JSR 107) cache such as Hazelcast's or Infinispan's.
 *
 * <pre>{@code
 * Cache<String, String> cache = manager.getCache("liveblocks-token-rate-limits");
 * context.setAttribute(TokenRateLimiter.class.getName(), new JCacheTokenRateLimiter(cache));
 * }</pre>
 *
 * <p>All servers must open the same cache: for Hazelcast that takes the same name and the same URI
 * of the {@code CacheManager}. It maps strings to strings of less than 100 characters, without a
 * user's name or id in them. Entries may expire 2 minutes after their last modification; bound
 * their number by the provider's own configuration if many users can appear within that time. An
 * entry that is lost, in a crash say, gives its user one full minute's tokens. The servers' clocks
 * must agree: one that is a second ahead refills the buckets a second early, once.
 *
 * <p>This server's own count comes first, so that a user who is over the limit here costs no call
 * to the cache. The cache has 250 ms to decide. When it takes longer or fails, the request is
 * allowed by the local count alone, a warning is logged, and the cache is left alone for 5 s: an
 * unreachable cache neither locks users out nor holds up requests, and with <i>n</i> servers a user
 * gets at most <i>n</i> times the limit meanwhile.
 *
 * <p>Thread-safe. Up to 8 daemon threads talk to the cache and end when idle for 10 s. The
 * application closes the limiter and the cache that it made itself.
 */
public final class JCacheTokenRateLimiter implements TokenRateLimiter, AutoCloseable {

  /** The name of the cache that {@link #JCacheTokenRateLimiter()} uses. */
  public static final String CACHE_NAME = "liveblocks-token-rate-limits";

  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration COOL_DOWN = Duration.ofSeconds(5);
  private static final Duration EXPIRY = Duration.ofMinutes(2);
  private static final int THREADS = 8;
  private static final int QUEUE = 256;

  private final String cacheName;
  private final CacheBuckets shared;
  private final InMemoryTokenRateLimiter local;
  private final LongSupplier nanoClock;
  private final Duration patience;
  private final ThreadPoolExecutor executor;
  private final LogThrottle log = new LogThrottle(System.getLogger("io.github.liveblocks4j"));
  private volatile long resumeAt;

  /**
   * Uses the cache {@value #CACHE_NAME} of the default {@link CacheManager}, and creates it when
   * there is none. For the setting {@code tokenRateLimiter}, which takes a class name.
   *
   * @throws CacheException when there is no JCache provider, or its cache cannot be opened
   */
  public JCacheTokenRateLimiter() {
    this(SharedCaches.open(CACHE_NAME, EXPIRY));
  }

  /**
   * Uses the given cache.
   *
   * @param cache shared by all servers; not closed with the limiter
   */
  public JCacheTokenRateLimiter(Cache<String, String> cache) {
    this(cache, InstantSource.system(), System::nanoTime, PATIENCE);
  }

  JCacheTokenRateLimiter(
      Cache<String, String> cache, InstantSource clock, LongSupplier nanoClock, Duration patience) {
    this.cacheName = cache.getName();
    this.shared = new CacheBuckets(cache, clock);
    this.local = new InMemoryTokenRateLimiter(nanoClock);
    this.nanoClock = nanoClock;
    this.patience = patience;
    this.resumeAt = nanoClock.getAsLong();
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            JCacheTokenRateLimiter::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public Decision tryAcquire(LiveblocksUser user, int maxPerMinute) {
    String key = TokenBuckets.key(user, maxPerMinute);
    Decision here = local.tryAcquire(key, maxPerMinute);
    return here.allowed() && nanoClock.getAsLong() - resumeAt >= 0
        ? everywhere(key, maxPerMinute)
        : here;
  }

  private Decision everywhere(String key, int maxPerMinute) {
    Future<Decision> decision;
    try {
      decision = executor.submit(() -> shared.tryAcquire(key, maxPerMinute));
    } catch (RejectedExecutionException e) {
      return allowLocally("has too many callers waiting", null); // No reason to leave it alone.
    }
    try {
      return decision.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      coolDown();
      return allowLocally("failed", e.getCause());
    } catch (TimeoutException e) {
      decision.cancel(true);
      coolDown();
      return allowLocally("did not respond within " + patience.toMillis() + " ms", null);
    } catch (InterruptedException e) {
      decision.cancel(true);
      Thread.currentThread().interrupt();
      return Decision.allow();
    }
  }

  private void coolDown() {
    resumeAt = nanoClock.getAsLong() + COOL_DOWN.toNanos();
  }

  private Decision allowLocally(String event, @Nullable Throwable failure) {
    if (!executor.isShutdown()) {
      log.log(
          Level.WARNING,
          "rate_limit_cache",
          () ->
              "Token rate limiter: the cache '%s' %s; each server limits its users on its own until it works again. Check that the cache is running and reachable"
                  .formatted(cacheName, event),
          failure);
    }
    return Decision.allow();
  }

  /** Stops the threads. Requests that still come are limited by this server's own count. */
  @Override
  public void close() {
    executor.shutdownNow();
    log.close();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "liveblocks-rate-limit");
    thread.setDaemon(true);
    return thread;
  }
}
