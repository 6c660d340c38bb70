package io.github.liveblocks4j.testing;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, iterables, strings, numbers, booleans and null as JSON without white space. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  /**
   * Writes one value.
   *
   * @throws IllegalArgumentException when something in it has no JSON form
   */
  static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> members) {
      object(members);
    } else if (value instanceof Iterable<?> items) {
      array(items);
    } else {
      throw new IllegalArgumentException(value.getClass().getName() + " has no JSON form");
    }
  }

  private void number(Number number) {
    if (!Double.isFinite(number.doubleValue())
        && (number instanceof Double || number instanceof Float)) {
      throw new IllegalArgumentException(number + " has no JSON form");
    }
    out.append(number);
  }

  private void object(Map<?, ?> members) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!(member.getKey() instanceof String name)) {
        throw new IllegalArgumentException("members of a JSON object are named by strings");
      }
      out.append(separator);
      string(name);
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(Iterable<?> items) {
    out.append('[');
    for (Iterator<?> all = items.iterator(); all.hasNext(); ) {
      value(all.next());
      if (all.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
