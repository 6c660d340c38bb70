package io.github.liveblocks4j.servlet;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.liveblocks4j.auth.LiveblocksUser;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The default: a token bucket per user in the memory of this server.
 *
 * <p>Buckets live in two generations. One that is used moves to the recent generation; a minute
 * later that becomes the previous one, and what nobody has used since is dropped. It is full by
 * then, so that nothing is lost. Where more than 10,000 users come within a minute the generations
 * change early: memory stays bounded (20,000 buckets, about 8 MB), and users who had not come for
 * 10,000 others start with a full bucket.
 *
 * <p>Thread-safe, and without threads of its own.
 */
final class InMemoryTokenRateLimiter implements TokenRateLimiter {

  static final int MAX_GENERATION = 10_000;

  private final TimeMeter clock;
  private volatile Generations generations;

  private static final class Generations {
    final ConcurrentHashMap<String, Bucket> recent = new ConcurrentHashMap<>();
    final Map<String, Bucket> previous;
    final long since;

    Generations(Map<String, Bucket> previous, long since) {
      this.previous = previous;
      this.since = since;
    }
  }

  InMemoryTokenRateLimiter() {
    this(System::nanoTime);
  }

  InMemoryTokenRateLimiter(LongSupplier nanoClock) {
    this.clock = new NanoClock(nanoClock, nanoClock.getAsLong());
    this.generations = new Generations(Map.of(), clock.currentTimeNanos());
  }

  @Override
  public Decision tryAcquire(LiveblocksUser user, int maxPerMinute) {
    return tryAcquire(TokenBuckets.key(user, maxPerMinute), maxPerMinute);
  }

  Decision tryAcquire(String key, int maxPerMinute) {
    ConsumptionProbe probe = bucket(key, maxPerMinute).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Decision.allow()
        : Decision.reject(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Returns how many buckets are kept now. */
  int size() {
    Generations current = generations;
    return current.recent.size() + current.previous.size();
  }

  private Bucket bucket(String key, int maxPerMinute) {
    while (true) {
      Generations current = generations;
      Bucket bucket = current.recent.get(key);
      if (clock.currentTimeNanos() - current.since >= TokenBuckets.PERIOD.toNanos()
          || (bucket == null && current.recent.size() >= MAX_GENERATION)) {
        replace(current);
        continue;
      }
      if (bucket == null) {
        bucket = moveOrCreate(current, key, maxPerMinute);
      }
      // Whoever has seen a newer generation may have missed this bucket, and made another.
      if (generations == current) {
        return bucket;
      }
    }
  }

  private Bucket moveOrCreate(Generations current, String key, int maxPerMinute) {
    return current.recent.computeIfAbsent(
        key,
        absent -> {
          Bucket previous = current.previous.get(absent);
          return previous == null ? create(maxPerMinute) : previous;
        });
  }

  private synchronized void replace(Generations old) {
    if (generations == old) {
      generations = new Generations(old.recent, clock.currentTimeNanos());
    }
  }

  private Bucket create(int maxPerMinute) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(TokenBuckets.configuration(maxPerMinute).getBandwidths()[0])
        .build();
  }

  /** Counts from its own start: Bucket4j stands still when the JVM's clock overflows. */
  private record NanoClock(LongSupplier nanos, long start) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong() - start;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
