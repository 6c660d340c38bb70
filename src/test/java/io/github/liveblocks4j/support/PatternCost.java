package io.github.liveblocks4j.support;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the cost of a pattern grows with hostile input. The cost is the number of characters that the
 * matcher reads, backtracking included: unlike time it is the same on every machine and under any
 * load.
 *
 * <p>Hostile input is a beginning that the pattern takes, a long run of one or two characters, and
 * something that does not fit. Beginnings are found by asking the matcher ({@link Matcher#hitEnd})
 * which character may come next; two that may be continued in the same way count as one.
 */
public final class PatternCost {

  private static final int RUN = 256;
  private static final int MAX_BEGINNINGS = 60;

  private PatternCost() {}

  /** How a pattern is used. Some are linear for a match of the whole, and not for a search. */
  public enum Use {
    MATCH,
    SEARCH
  }

  /** Returns the largest factor by which doubling an input multiplies its cost. */
  public static double worstGrowth(Pattern pattern, Use use) {
    List<String> alphabet = alphabet(pattern);
    double worst = 0;
    for (String beginning : beginnings(pattern, alphabet)) {
      for (String unit : units(alphabet)) {
        for (String end : List.of("", "\u0001", "!", unit.substring(0, 1) + "\u0001")) {
          worst = Math.max(worst, growth(pattern, use, beginning, unit, end));
        }
      }
    }
    return worst;
  }

  private static double growth(
      Pattern pattern, Use use, String beginning, String unit, String end) {
    long once = cost(pattern, use, beginning + unit.repeat(RUN) + end);
    if (once < 0) {
      return Double.POSITIVE_INFINITY;
    }
    long twice = cost(pattern, use, beginning + unit.repeat(2 * RUN) + end);
    return twice < 0 ? Double.POSITIVE_INFINITY : (double) twice / Math.max(once, RUN);
  }

  /** Returns the number of characters read; -1 for far too many. */
  private static long cost(Pattern pattern, Use use, String text) {
    Counted counted = new Counted(text);
    try {
      Matcher matcher = pattern.matcher(counted);
      boolean unused = use == Use.MATCH ? matcher.matches() : matcher.find();
      return counted.read;
    } catch (StackOverflowError | TooMuch e) {
      return -1;
    }
  }

  /** Literals of the pattern, one of each class that patterns name, and a stranger to them all. */
  private static List<String> alphabet(Pattern pattern) {
    return split(pattern.pattern() + "aA0 \t\n_-é\u0001");
  }

  private static List<String> units(List<String> alphabet) {
    Set<String> units = new LinkedHashSet<>(alphabet);
    for (String other : split("a. ;:/-_")) {
      alphabet.forEach(one -> units.add(one + other));
    }
    return List.copyOf(units);
  }

  private static List<String> split(String text) {
    return text.chars().distinct().mapToObj(Character::toString).toList();
  }

  private static List<String> beginnings(Pattern pattern, List<String> alphabet) {
    Map<String, String> byContinuation = new LinkedHashMap<>();
    Queue<String> open = new ArrayDeque<>(List.of(""));
    while (!open.isEmpty() && byContinuation.size() < MAX_BEGINNINGS) {
      String beginning = open.remove();
      if (byContinuation.putIfAbsent(continuation(pattern, alphabet, beginning), beginning)
          == null) {
        next(pattern, alphabet, beginning).forEach(each -> open.add(beginning + each));
      }
    }
    return List.copyOf(byContinuation.values());
  }

  /** The characters that must follow, as in the middle of a literal, and then those that may. */
  private static String continuation(Pattern pattern, List<String> alphabet, String beginning) {
    StringBuilder forced = new StringBuilder();
    List<String> next = next(pattern, alphabet, beginning);
    while (forced.length() < 40
        && next.stream().map(each -> each.toLowerCase(Locale.ROOT)).distinct().count() == 1) {
      forced.append(next.get(0));
      next = next(pattern, alphabet, beginning + forced);
    }
    return forced + " " + next;
  }

  private static List<String> next(Pattern pattern, List<String> alphabet, String beginning) {
    return alphabet.stream().filter(each -> canBegin(pattern, beginning + each)).toList();
  }

  private static boolean canBegin(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() || matcher.hitEnd();
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Counted implements CharSequence {

    private static final long MAX = 4_000_000;

    private final String text;
    private long read;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++read > MAX) {
        throw new TooMuch();
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

    @Override
    public String toString() {
      return text;
    }
  }
}
