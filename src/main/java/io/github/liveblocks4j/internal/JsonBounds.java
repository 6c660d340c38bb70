package io.github.liveblocks4j.internal;

import jakarta.json.JsonException;
import java.util.BitSet;

/**
 * Bounds JSON text before any parser sees it: how deep it is nested, since parsers recurse; how
 * long and how large its numbers are, since {@code BigDecimal} takes quadratic time for the digits
 * and {@code toBigInteger} all memory for the exponent; that each bracket is closed by its own
 * kind, since Parsson 1.1.7 skips a member that JSON-B has no use for by looking for the closing
 * bracket, and at the end of the text looks for ever; and that nothing follows the closing bracket,
 * which JSON-P's readers do not look at. Whether it is JSON at all is for the parser.
 */
final class JsonBounds {

  // JavaScript writes at most 25 characters, BigDecimal in its widest usual precision 41.
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_EXPONENT_DIGITS = 3;
  private static final String NUMBER = "0123456789.eE+-";
  private static final String WHITESPACE = " \t\n\r";

  private JsonBounds() {}

  /** Checks all of the text; the exception does not quote it. */
  static void check(String text, int maxDepth) {
    BitSet arrays = new BitSet();
    int depth = 0;
    boolean ended = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ended && WHITESPACE.indexOf(c) < 0) {
        throw new JsonException("text after the end of the JSON value");
      }
      if (c == '"') {
        i = endOfString(text, i);
      } else if (c == '{' || c == '[') {
        if (depth == maxDepth) {
          throw new JsonException("JSON nested deeper than " + maxDepth + " levels");
        }
        arrays.set(depth++, c == '[');
      } else if (c == '}' || c == ']') {
        if (depth == 0 || arrays.get(--depth) != (c == ']')) {
          throw new JsonException("a bracket of the JSON value closes none of its kind");
        }
        ended = depth == 0;
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        i = endOfNumber(text, i);
      }
    }
    if (depth > 0) {
      throw new JsonException("the JSON value ends too early");
    }
  }

  /** Returns the index of the closing quote. */
  private static int endOfString(String text, int start) {
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  /** Returns the index of the last character that can belong to the number. */
  private static int endOfNumber(String text, int start) {
    int i = start;
    int exponentDigits = -1;
    for (; i < text.length() && NUMBER.indexOf(text.charAt(i)) >= 0; i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        exponentDigits = 0;
      } else if (exponentDigits > 0 || (exponentDigits == 0 && c >= '1')) {
        exponentDigits++; // Leading zeros do not count.
      }
    }
    if (i - start > MAX_NUMBER_LENGTH || exponentDigits > MAX_EXPONENT_DIGITS) {
      throw new JsonException(
          "a JSON number is out of bounds: at most %s characters and an exponent of %s digits"
              .formatted(MAX_NUMBER_LENGTH, MAX_EXPONENT_DIGITS));
    }
    return i - 1;
  }
}
