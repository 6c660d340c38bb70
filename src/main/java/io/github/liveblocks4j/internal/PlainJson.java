package io.github.liveblocks4j.internal;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, text, whole numbers and booleans by JSON-P: the text that JSON-B would
 * write, for a tenth of what JSON-B allocates. Thread-safe.
 */
final class PlainJson {

  private final JsonGeneratorFactory generators;

  PlainJson(JsonProvider provider) {
    this.generators = provider.createGeneratorFactory(Map.of());
  }

  /** Returns whether a value has nothing in it that JSON-B is needed for. */
  static boolean isPlain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        if (!(member.getKey() instanceof String) || !isPlain(member.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (value instanceof Collection<?> elements) {
      for (Object element : elements) {
        if (!isPlain(element)) {
          return false;
        }
      }
      return true;
    }
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long;
  }

  /** Writes a plain value. */
  String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = generators.createGenerator(text)) {
      write(out, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      map.forEach(
          (name, member) -> {
            out.writeKey((String) name);
            write(out, member);
          });
      out.writeEnd();
    } else if (value instanceof Collection<?> elements) {
      out.writeStartArray();
      elements.forEach(element -> write(out, element));
      out.writeEnd();
    } else if (value instanceof String text) {
      out.write(text);
    } else if (value instanceof Boolean flag) {
      out.write(flag);
    } else if (value instanceof Number number) {
      out.write(number.longValue());
    } else {
      out.writeNull();
    }
  }
}
