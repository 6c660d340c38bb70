package io.github.liveblocks4j.internal;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.regex.Pattern;

/**
 * Reads JSON text to its end before anything is made of it. Bounds how deep it is nested, since
 * what makes objects recurses; and how long and how large its numbers are, since {@code BigDecimal}
 * takes quadratic time for the digits and {@code toBigInteger} all memory for the exponent. Makes
 * sure that each bracket is closed, since Parsson 1.1.7 skips a member that JSON-B has no use for
 * by looking for the closing bracket, and at the end of the text looks for ever; and that nothing
 * follows the last one, which JSON-P's readers do not look at.
 */
final class JsonBounds {

  // JavaScript writes at most 25 characters, BigDecimal in its widest usual precision 41.
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?+0*+[0-9]{4}");

  private JsonBounds() {}

  /** Checks all of a text; our own exceptions do not quote it. */
  static void check(JsonParser text, int maxDepth) {
    int depth = 0;
    Event event;
    do {
      event = text.next();
      switch (event) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case VALUE_NUMBER -> checkNumber(text.getString());
        default -> {}
      }
      if (depth > maxDepth) {
        throw new JsonException("JSON nested deeper than " + maxDepth + " levels");
      }
    } while (depth > 0);
    if ((event == Event.END_OBJECT || event == Event.END_ARRAY) && text.hasNext()) {
      throw new JsonException("text after the end of the JSON value");
    }
  }

  private static void checkNumber(String number) {
    if (number.length() > MAX_NUMBER_LENGTH || LONG_EXPONENT.matcher(number).find()) {
      throw new JsonException(
          "a JSON number is out of bounds: at most %s characters and an exponent of 3 digits"
              .formatted(MAX_NUMBER_LENGTH));
    }
  }
}
