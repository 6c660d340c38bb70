package io.github.liveblocks4j.bench.load;

import java.util.Arrays;

/** Every latency of a run. Used by one thread. */
final class Latencies {

  private long[] nanos = new long[64 * 1024];
  private int count;

  void add(long latencyNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = latencyNanos;
  }

  void clear() {
    count = 0;
  }

  /** Returns a percentile in microseconds; 0 without any. */
  long micros(double percentile) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(percentile / 100 * count) - 1;
    return sorted[Math.max(0, index)] / 1_000;
  }
}
