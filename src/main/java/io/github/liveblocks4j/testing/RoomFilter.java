package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Liveblocks' query language as far as it is documented for rooms: {@code roomId^"prefix"}, {@code
 * metadata["key"]:"value"} and {@code metadata["key"]^"prefix"}, in double or single quotes, one
 * after the other with or without {@code AND} between them.
 *
 * <p>Metadata that is a list of strings matches nothing.
 */
final class RoomFilter {

  // Both the regular expressions' recursion and what a URL carries anyway end about here.
  private static final int MAX_LENGTH = 4_000;
  private static final String TEXT =
      "(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+')";
  private static final Pattern TERM =
      Pattern.compile(
          "(?:roomId|metadata\\s*\\[\\s*" + TEXT + "\\s*\\])\\s*([:^])\\s*" + TEXT, Pattern.DOTALL);
  private static final Pattern SPACE = Pattern.compile("\\s*+");
  private static final Pattern AND = Pattern.compile("\\s+AND\\s+|\\s*+");

  private RoomFilter() {}

  /** Answers 422 {@code INVALID_QUERY} when the text does not parse. */
  static Predicate<StoredRoom> parse(String query) {
    if (query.length() > MAX_LENGTH) {
      throw invalid(MAX_LENGTH);
    }
    List<Predicate<StoredRoom>> terms = new ArrayList<>();
    int at = end(SPACE, query, 0);
    do {
      Matcher term = TERM.matcher(query).region(at, query.length());
      if (!term.lookingAt()) {
        throw invalid(at);
      }
      terms.add(term(term, at));
      at = end(AND, query, term.end());
    } while (at < query.length());
    return room -> terms.stream().allMatch(term -> term.test(room));
  }

  private static Predicate<StoredRoom> term(Matcher term, int at) {
    String key = term.group(1);
    boolean prefix = "^".equals(term.group(2));
    String operand = unquote(term.group(3));
    if (key == null && !prefix) {
      throw invalid(at);
    }
    if (key == null) {
      return room -> room.id().startsWith(operand);
    }
    String name = unquote(key);
    return room ->
        room.metadata().get(name) instanceof String value
            && (prefix ? value.startsWith(operand) : value.equals(operand));
  }

  private static int end(Pattern separator, String query, int from) {
    Matcher matcher = separator.matcher(query).region(from, query.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }

  private static String unquote(String text) {
    return text.substring(1, text.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
  }

  private static ApiException invalid(int at) {
    return ApiException.of(
        422,
        "INVALID_QUERY",
        "Expected roomId^\"…\", metadata[\"…\"]:\"…\" or metadata[\"…\"]^\"…\" (at 1:"
            + (at + 1)
            + ")");
  }
}
