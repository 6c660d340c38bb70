package io.github.liveblocks4j.servlet;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.distributed.serialization.DataOutputSerializationAdapter;
import io.github.bucket4j.distributed.serialization.Scope;
import io.github.bucket4j.distributed.versioning.Versions;
import io.github.liveblocks4j.servlet.TokenRateLimiter.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/**
 * Keeps the states of Bucket4j's buckets in a {@link Cache}, as text, and replaces one only when
 * nobody else has replaced it meanwhile.
 *
 * <p>Bucket4j's own JCache module sends an entry processor to the data instead: one round trip
 * less, but every server of the cache then needs our classes, under the names of our jar, and it
 * would make the standalone jar a tenth larger. Text works in every provider, over its client
 * protocol too.
 *
 * <p>Thread-safe.
 */
final class CacheBuckets {

  private final Cache<String, String> cache;
  private final InstantSource clock; // The time of day: all that the nodes have in common.

  CacheBuckets(Cache<String, String> cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * Takes one token, and tries again when another server has interfered.
   *
   * @throws CancellationException when the thread is interrupted before that
   * @throws IOException when the cache has something else under this key
   */
  Decision tryAcquire(String key, int maxPerMinute) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      String before = cache.get(key);
      long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
      BucketConfiguration size = TokenBuckets.configuration(maxPerMinute);
      BucketState bucket =
          before == null
              ? BucketState.createInitialState(size, MathType.INTEGER_64_BITS, now)
              : read(before, size);
      bucket.refillAllBandwidth(now);
      if (bucket.getAvailableTokens() < 1) {
        return Decision.reject(
            Duration.ofNanos(bucket.calculateDelayNanosAfterWillBePossibleToConsume(1, now, true)));
      }
      bucket.consume(1);
      String after = write(bucket);
      if (before == null ? cache.putIfAbsent(key, after) : cache.replace(key, before, after)) {
        return Decision.allow();
      }
    }
    throw new CancellationException("nobody waits for the cache any more");
  }

  private static BucketState read(String text, BucketConfiguration size) throws IOException {
    BucketState bucket =
        BucketState.deserialize(
            DataOutputSerializationAdapter.INSTANCE,
            new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text))));
    bucket.setConfiguration(size);
    return bucket;
  }

  private static String write(BucketState bucket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BucketState.serialize(
        DataOutputSerializationAdapter.INSTANCE,
        new DataOutputStream(bytes),
        bucket,
        Versions.getLatest(),
        Scope.PERSISTED_STATE);
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
