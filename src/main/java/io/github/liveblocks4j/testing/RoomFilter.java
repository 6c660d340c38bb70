package io.github.liveblocks4j.testing;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Liveblocks' query language as far as it is documented for rooms: {@code roomId^"prefix"} and
 * {@code metadata["key"]:"value"}, in double or single quotes, one after the other with or without
 * {@code AND} between them. Keys and prefixes must not be empty. Within quotes, a backslash makes
 * n, r and t a line feed, a carriage return and a tab, and any other character itself; a line feed
 * cannot stand there without.
 *
 * <p>Metadata that is a list of strings matches nothing. The empty query matches everything.
 */
final class RoomFilter {

  // Both the regular expressions' recursion and what a URL carries anyway end about here.
  private static final int MAX_LENGTH = 4_000;
  private static final String TEXT =
      "(\"[^\"\\\\\n]*+(?:\\\\[^\n][^\"\\\\\n]*+)*+\"|'[^'\\\\\n]*+(?:\\\\[^\n][^'\\\\\n]*+)*+')";
  private static final Pattern TERM =
      Pattern.compile(
          "(?:roomId|metadata\\s*\\[\\s*" + TEXT + "\\s*\\])\\s*([:^])\\s*" + TEXT, Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
  private static final Pattern SPACE = Pattern.compile("\\s*+");
  private static final Pattern AND = Pattern.compile("\\s+AND\\s+|\\s*+");

  private RoomFilter() {}

  /** Responds with 422 {@code INVALID_QUERY} when the text does not parse. */
  static Predicate<Stored> parse(String query) {
    if (query.length() > MAX_LENGTH) {
      throw invalid(MAX_LENGTH);
    }
    List<Predicate<Stored>> terms = new ArrayList<>();
    int at = end(SPACE, query, 0);
    if (at == query.length()) {
      return room -> true;
    }
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

  private static Predicate<Stored> term(Matcher term, int at) {
    String key = term.group(1);
    boolean prefix = "^".equals(term.group(2));
    String operand = unquote(term.group(3));
    String name = key == null ? "" : unquote(key);
    if (prefix ? key != null || operand.isEmpty() : name.isEmpty()) {
      throw invalid(at);
    }
    return prefix
        ? room -> room.id().startsWith(operand)
        : room -> isText(operand, room.json().getJsonObject("metadata").get(name));
  }

  private static boolean isText(String text, @Nullable JsonValue value) {
    return value instanceof JsonString string && string.getString().equals(text);
  }

  private static int end(Pattern separator, String query, int from) {
    Matcher matcher = separator.matcher(query).region(from, query.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }

  private static String unquote(String text) {
    return ESCAPE
        .matcher(text.substring(1, text.length() - 1))
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    switch (escape.group(1)) {
                      case "n" -> "\n";
                      case "r" -> "\r";
                      case "t" -> "\t";
                      default -> escape.group(1);
                    }));
  }

  private static ApiException invalid(int at) {
    return ApiException.of(
        422,
        "INVALID_QUERY",
        "Expected roomId^\"…\" or metadata[\"…\"]:\"…\" (at 1:" + (at + 1) + ")");
  }
}
