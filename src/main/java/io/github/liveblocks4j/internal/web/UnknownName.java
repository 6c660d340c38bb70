package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Masking;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name that looks like one of a setting, and is not.
 *
 * @param kind of the source that has it
 * @param name as it was written; may be anything, even a key
 * @param nearest the setting's name that may be meant; null when none is similar
 */
record UnknownName(String kind, String name, @Nullable String nearest) {

  private static final int LONGEST_NAME = 100;

  // Finds liveblocks.secretKey for liveblocks.secret, and nothing for liveblocks.publicKey.
  private static final int MOST_EDITS = 3;

  static UnknownName of(String kind, String name, List<String> known) {
    return new UnknownName(kind, name, nearest(name, known));
  }

  /** Returns the source and the name, masked, and the suggestion. */
  @Override
  public String toString() {
    return "%s %s%s"
        .formatted(
            kind, Masking.quoted(name), nearest == null ? "" : " (did you mean " + nearest + "?)");
  }

  // Case and separators do not count.
  private static @Nullable String nearest(String name, List<String> known) {
    String plain = plain(name);
    if (plain.length() > LONGEST_NAME) {
      return null;
    }
    String nearest = null;
    int fewest = MOST_EDITS + 1;
    for (String candidate : known) {
      int edits = edits(plain, plain(candidate));
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static String plain(String name) {
    StringBuilder letters = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(letter -> letters.append((char) letter));
    return letters.toString();
  }

  /** Returns Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
