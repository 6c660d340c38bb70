package io.github.liveblocks4j.internal;

import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;

/** Opens the caches that the servers of a cluster share. Needs the JCache API. */
public final class SharedCaches {

  private SharedCaches() {}

  /**
   * Opens a cache of the default {@link CacheManager}.
   *
   * @throws CacheException when there is no JCache provider, or its cache cannot be opened
   */
  public static Cache<String, String> open(String name, java.time.Duration expiry) {
    return open(Caching.getCachingProvider().getCacheManager(), name, expiry);
  }

  /**
   * Opens a cache, and creates it when there is none.
   *
   * @param expiry after the last modification, of a cache that is created
   * @throws CacheException when it cannot be opened
   */
  public static Cache<String, String> open(
      CacheManager manager, String name, java.time.Duration expiry) {
    Cache<String, String> known = manager.getCache(name);
    if (known != null) {
      return known;
    }
    try {
      return manager.createCache(
          name,
          new MutableConfiguration<String, String>()
              .setTypes(String.class, String.class)
              .setExpiryPolicyFactory(
                  ModifiedExpiryPolicy.factoryOf(
                      new Duration(TimeUnit.SECONDS, expiry.toSeconds()))));
    } catch (CacheException e) {
      known = manager.getCache(name); // Another endpoint was faster.
      if (known == null) {
        throw e;
      }
      return known;
    }
  }
}
