package io.github.liveblocks4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One figure, measured several times. */
final class Samples {

  private final List<Double> sorted = new ArrayList<>();

  void add(double sample) {
    sorted.add(sample);
    Collections.sort(sorted);
  }

  double median() {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Returns the median and the range. */
  String format(String number) {
    String median = number.formatted(median());
    return sorted.size() == 1
        ? median
        : median
            + " (%s to %s)"
                .formatted(
                    number.formatted(sorted.get(0)),
                    number.formatted(sorted.get(sorted.size() - 1)));
  }
}
