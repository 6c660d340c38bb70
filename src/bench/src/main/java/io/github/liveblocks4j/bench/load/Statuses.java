package io.github.liveblocks4j.bench.load;

import java.util.Map;
import java.util.TreeMap;

/** How requests ended. */
final class Statuses {

  private int ok;
  private int errors;
  private final Map<String, Integer> others = new TreeMap<>();

  void count(int status) {
    if (status == 200) {
      ok++;
    } else {
      errors++;
      others.merge(Integer.toString(status), 1, Integer::sum);
    }
  }

  /** Counts requests without a response. */
  void failed(int count) {
    errors += count;
    others.merge("none", count, Integer::sum);
  }

  void clear() {
    ok = 0;
    errors = 0;
    others.clear();
  }

  @Override
  public String toString() {
    return "requests=%d errors=%d others=%s"
        .formatted(ok + errors, errors, others.toString().replace(" ", ""));
  }
}
