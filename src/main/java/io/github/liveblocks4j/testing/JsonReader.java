package io.github.liveblocks4j.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259), strictly: nothing before or after it, no member twice, no lone
 * surrogate, no nesting deeper than {@link #MAX_DEPTH}.
 *
 * <p>Objects become maps in the order of their members, arrays lists, numbers {@link BigDecimal}s.
 */
final class JsonReader {

  /** How deep arrays and objects may nest. The reader recurses, so this bounds its stack. */
  static final int MAX_DEPTH = 64;

  // BigDecimal takes quadratic time on long digit strings.
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");
  private static final String SPACE = " \t\r\n";
  private static final String NUMBER_CHARACTERS = "0123456789+-.eE";

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a whole text.
   *
   * @throws JsonSyntaxException when it is not exactly one JSON value within the bounds
   */
  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(1);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.error("nothing may follow the value");
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    enter(depth);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    skipSpace();
    if (skipIf('}')) {
      return members;
    }
    do {
      skipSpace();
      String name = string();
      if (members.containsKey(name)) {
        throw error("a member's name may not occur twice");
      }
      skipSpace();
      expect(':');
      members.put(name, value(depth + 1));
      skipSpace();
    } while (skipIf(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    enter(depth);
    List<@Nullable Object> items = new ArrayList<>();
    skipSpace();
    if (skipIf(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
      skipSpace();
    } while (skipIf(','));
    expect(']');
    return items;
  }

  private void enter(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("values may nest at most " + MAX_DEPTH + " deep");
    }
    at++;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next("unterminated string");
      if (c == '"') {
        return requirePairedSurrogates(value);
      }
      if (c < ' ') {
        throw error("control characters in strings must be escaped");
      }
      value.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = next("unterminated escape");
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("unknown escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next("unterminated escape");
      // Character.digit alone would also take digits of other scripts.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw error("\\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  // A lone surrogate has no UTF-8 form, so it could not travel on.
  private String requirePairedSurrogates(StringBuilder value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw error("lone surrogate in a string");
      }
    }
    return value.toString();
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && NUMBER_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    Matcher number = NUMBER.matcher(text).region(start, at);
    if (at - start > MAX_NUMBER_LENGTH || !number.matches()) {
      at = start;
      throw error("a value must begin here");
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw error("number out of range");
    }
  }

  private @Nullable Object literal(String literal, @Nullable Object value) {
    if (!text.startsWith(literal, at)) {
      throw error("a value must begin here");
    }
    at += literal.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at == text.length()) {
      throw error("unexpected end");
    }
    return text.charAt(at);
  }

  private char next(String problemAtEnd) {
    if (at == text.length()) {
      throw error(problemAtEnd);
    }
    return text.charAt(at++);
  }

  private boolean skipIf(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!skipIf(c)) {
      throw error("expected " + c);
    }
  }

  private JsonSyntaxException error(String problem) {
    return new JsonSyntaxException("JSON: " + problem + " (at character " + at + ")");
  }
}
