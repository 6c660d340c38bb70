package io.github.liveblocks4j.servlet;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Bucket4j's buckets in a {@link Cache}, as text that is replaced only when nobody else has
 * replaced it meanwhile.
 *
 * <p>Bucket4j's own JCache module sends an entry processor to the data instead: one round trip
 * less, but every server of the cache then needs our classes, under the names of our jar. Text
 * works in every provider, over its client protocol too, whatever it compares values by.
 */
final class CacheBuckets extends AbstractCompareAndSwapBasedProxyManager<String> {

  private final Cache<String, String> cache;

  CacheBuckets(Cache<String, String> cache, InstantSource clock, Duration timeout) {
    super(
        ClientSideConfig.getDefault()
            .withClientClock(new WallClock(clock))
            .withRequestTimeout(timeout));
    this.cache = cache;
  }

  ConsumptionProbe tryConsume(String key, int maxPerMinute) {
    return builder()
        .build(
            key,
            () ->
                BucketConfiguration.builder()
                    .addLimit(TokenBuckets.bandwidth(maxPerMinute))
                    .build())
        .tryConsumeAndReturnRemaining(1);
  }

  @Override
  protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
    return new Swap(cache, key);
  }

  @Override
  public void removeProxy(String key) {
    cache.remove(key);
  }

  @Override
  public boolean isAsyncModeSupported() {
    return false;
  }

  @Override
  protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected CompletableFuture<Void> removeAsync(String key) {
    throw new UnsupportedOperationException();
  }

  private static final class Swap implements CompareAndSwapOperation {

    private final Cache<String, String> cache;
    private final String key;
    private @Nullable String read;

    Swap(Cache<String, String> cache, String key) {
      this.cache = cache;
      this.key = key;
    }

    @Override
    public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
      read = cache.get(key);
      return Optional.ofNullable(read).map(Base64.getDecoder()::decode);
    }

    @Override
    public boolean compareAndSwap(
        byte @Nullable [] before,
        byte[] after,
        RemoteBucketState state,
        Optional<Long> timeoutNanos) {
      String text = Base64.getEncoder().encodeToString(after);
      return read == null ? cache.putIfAbsent(key, text) : cache.replace(key, read, text);
    }
  }

  /** The time of day: all that the nodes of a cluster have in common. */
  private record WallClock(InstantSource clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
