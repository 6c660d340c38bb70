package io.github.liveblocks4j.support;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the cost of a pattern grows with hostile input: a literal of the pattern, a long run of one
 * or two characters, and something that does not fit. The cost is the number of characters that the
 * matcher reads, which is the same on every machine.
 */
public final class PatternCost {

  private static final int RUN = 128;
  private static final long TOO_MUCH = 100_000;

  private PatternCost() {}

  /** How a pattern is used. Some are linear for a match of the whole, and not for a search. */
  public enum Use {
    MATCH,
    SEARCH
  }

  /** Returns the largest factor by which doubling an input multiplies its cost. */
  public static double worstGrowth(Pattern pattern, Use use) {
    Set<String> beginnings = new TreeSet<>(List.of(pattern.pattern().split("[^A-Za-z/]+", -1)));
    beginnings.add("");
    double worst = 0;
    for (String beginning : beginnings) {
      for (String unit : units(pattern)) {
        for (String end : List.of("", "\u0001", "!", unit.substring(0, 1) + "\u0001")) {
          long once = cost(pattern, use, beginning + unit.repeat(RUN) + end);
          long twice = cost(pattern, use, beginning + unit.repeat(2 * RUN) + end);
          worst = Math.max(worst, (double) twice / Math.max(once, RUN));
        }
      }
    }
    return worst;
  }

  /** Characters of the pattern and of each class that patterns name, and pairs of them. */
  private static Set<String> units(Pattern pattern) {
    Set<String> units = new TreeSet<>();
    for (String one :
        (pattern.pattern() + "aA0 \t\n_-é\u0001")
            .codePoints()
            .mapToObj(Character::toString)
            .toList()) {
      units.add(one);
      for (String other : List.of("a", ".", " ", ";", ":", "/", "-", "_")) {
        units.add(one + other);
      }
    }
    return units;
  }

  private static long cost(Pattern pattern, Use use, String text) {
    Counted counted = new Counted(text);
    try {
      Matcher matcher = pattern.matcher(counted);
      boolean unused = use == Use.MATCH ? matcher.matches() : matcher.find();
      return counted.read;
    } catch (StackOverflowError | IllegalStateException e) {
      return Long.MAX_VALUE;
    }
  }

  private static final class Counted implements CharSequence {

    private final String text;
    private long read;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++read > TOO_MUCH) {
        throw new IllegalStateException("too much");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
