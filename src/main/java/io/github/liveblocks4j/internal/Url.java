package io.github.liveblocks4j.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds an encoded path with its query. Nothing that stands in a value can leave its place: all
 * but letters, digits and {@code - . _ ~} is percent-encoded as UTF-8 (RFC 3986). Not thread-safe.
 */
public final class Url {

  private static final Pattern TEMPLATE =
      Pattern.compile("/v[0-9]+(?:/(?:[A-Za-z0-9._~-]+|\\{[A-Za-z0-9_]+}))+");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(?:/|$)");
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_]+)}");
  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED = "-._~";

  private final String template;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final StringBuilder query = new StringBuilder();

  /**
   * A path such as {@code /v2/rooms/{roomId}}.
   *
   * @throws IllegalArgumentException when it is no such template
   */
  public Url(String template) {
    if (!TEMPLATE.matcher(template).matches() || DOTS.matcher(template).find()) {
      throw new IllegalArgumentException(
          "'%s' is no path template: expected for example /v2/rooms/{roomId}, with values as variables and the query apart"
              .formatted(template));
    }
    this.template = template;
  }

  /**
   * Fills one variable, as one segment of the path.
   *
   * @throws IllegalArgumentException when the template has no such variable, or the value is blank
   *     or cannot stand in a path: {@code .} and {@code ..} mean something else there
   */
  public Url variable(String name, String value) {
    if (!template.contains("{" + name + "}")) {
      throw new IllegalArgumentException(
          "the path template %s has no variable {%s}".formatted(template, name));
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(
          "%s must not be '%s', which means another path in a URL".formatted(name, value));
    }
    variables.put(name, encode(name, value));
    return this;
  }

  /** Adds a parameter; null adds none. */
  public Url query(String name, @Nullable Object value) {
    if (value != null) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(encode("query parameter", name))
          .append('=')
          .append(encode(name, value.toString()));
    }
    return this;
  }

  /** Adds a parameter; empty adds none. */
  public Url query(String name, Optional<?> value) {
    return query(name, value.orElse(null));
  }

  /**
   * The encoded path and query.
   *
   * @throws IllegalArgumentException when a variable has no value
   */
  public String build() {
    return VARIABLE
            .matcher(template)
            .replaceAll(variable -> Matcher.quoteReplacement(valueOf(variable.group(1))))
        + query;
  }

  /** The template, without values. */
  @Override
  public String toString() {
    return template;
  }

  private String valueOf(String variable) {
    String value = variables.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable {%s} of %s has no value".formatted(variable, template));
    }
    return value;
  }

  private static String encode(String name, String value) {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          name + " is no well-formed text: it has half of a surrogate pair", e);
    }
    StringBuilder encoded = new StringBuilder(bytes.remaining() + 16);
    while (bytes.hasRemaining()) {
      int octet = bytes.get() & 0xff;
      char c = (char) octet;
      if (isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
