package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Builds an encoded path with its query. No value can leave its segment or parameter: all but
 * letters, digits and {@code - . _ ~} is percent-encoded as UTF-8 (RFC 3986). What is missing or
 * not valid is an {@link IllegalArgumentException}. Not thread-safe.
 */
public final class Url {

  private static final Pattern TEMPLATE =
      Pattern.compile("/v[0-9]++(?:/(?:[A-Za-z0-9._~-]++|\\{[A-Za-z0-9_]++}))++");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(?:/|$)");

  private final String template;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final StringBuilder query = new StringBuilder();

  /** Starts with a path such as {@code /v2/rooms/{roomId}}. */
  public Url(String template) {
    if (!TEMPLATE.matcher(template).matches() || DOTS.matcher(template).find()) {
      throw new IllegalArgumentException(
          Masking.quoted(template)
              + " is not a valid path template: expected for example /v2/rooms/{roomId}, with"
              + " values as variables and without a query");
    }
    this.template = template;
  }

  /** Fills one variable, as one segment of the path. */
  public Url variable(String name, String value) {
    if (!template.contains("{" + name + "}")) {
      throw new IllegalArgumentException(
          "the path template %s has no variable {%s}".formatted(template, Masking.line(name, 100)));
    }
    if (Checks.requireText(name, value).equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(
          "%s must not be '%s', which means another path in a URL".formatted(name, value));
    }
    variables.put(name, encode(name, value));
    return this;
  }

  /** Adds a query parameter; null adds none. */
  public Url query(String name, @Nullable Object value) {
    if (value != null) {
      query.append(query.isEmpty() ? '?' : '&').append(parameter(name, value));
    }
    return this;
  }

  /** Returns the encoded path and query. */
  public String build() {
    String path = template;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      path = path.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    int missing = path.indexOf('{');
    if (missing >= 0) {
      throw new IllegalArgumentException(
          "the variable %s of %s has no value"
              .formatted(path.substring(missing, path.indexOf('}', missing) + 1), template));
    }
    return path + query;
  }

  /** Returns the template, without values. */
  @Override
  public String toString() {
    return template;
  }

  /** Returns an encoded query parameter: {@code name=value}. */
  static String parameter(String name, Object value) {
    return encode("query parameter", name) + '=' + encode(name, value.toString());
  }

  private static String encode(String name, String value) {
    return PercentCodec.encode(Checks.requireWellFormed(name, value), StandardCharsets.UTF_8);
  }
}
