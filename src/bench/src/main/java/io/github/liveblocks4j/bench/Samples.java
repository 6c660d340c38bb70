package io.github.liveblocks4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements of one figure, one for each round. */
final class Samples {

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Returns the median and the range, with this many decimals. */
  String text(int decimals) {
    double least = values.stream().min(Double::compare).orElseThrow();
    double most = values.stream().max(Double::compare).orElseThrow();
    return "%s (%s to %s)"
        .formatted(number(median(), decimals), number(least, decimals), number(most, decimals));
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
