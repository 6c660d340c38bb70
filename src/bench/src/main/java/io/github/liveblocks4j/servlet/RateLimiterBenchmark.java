package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.bench.micro.Micro;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The limit of tokens per user, in one JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RateLimiterBenchmark {

  private final InMemoryTokenRateLimiter limiter = new InMemoryTokenRateLimiter();
  private final LiveblocksUser user = Micro.user();

  /** Takes a token that is there. */
  @Benchmark
  public TokenRateLimiter.Decision acquire() {
    return limiter.tryAcquire(user, Integer.MAX_VALUE);
  }

  /** Is refused one. */
  @Benchmark
  public TokenRateLimiter.Decision reject() {
    return limiter.tryAcquire(user, 1);
  }
}
