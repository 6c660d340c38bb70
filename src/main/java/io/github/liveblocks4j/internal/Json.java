package io.github.liveblocks4j.internal;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON in and out: JSON-B for what applications bring, JSON-P for what strangers send. Thread-safe.
 */
public final class Json implements AutoCloseable {

  // Nobody writes a token request or a room nested deeper than this; a parser's stack ends later.
  private static final int MAX_DEPTH = 64;

  // A storage document can be deeper, and what we read this way is asked for by the application.
  private static final int MAX_DOCUMENT_DEPTH = 512;

  private final Jsonb jsonb;
  private final JsonReaderFactory readers;

  /**
   * Finds the providers once: the static methods of both APIs look them up at every call.
   *
   * @throws JsonbException when there is no JSON-B implementation
   * @throws JsonException when there is no JSON-P implementation
   */
  public Json() {
    this.jsonb = JsonbBuilder.create();
    this.readers = JsonProvider.provider().createReaderFactory(Map.of());
  }

  /** Writes maps, lists, records and beans; null members of maps are left out. */
  public String write(Object value) {
    return jsonb.toJson(value);
  }

  /**
   * Writes what an application brings for a member that must be a JSON object.
   *
   * @param name what the message calls it
   * @throws IllegalArgumentException when it cannot be written, or as something else
   */
  public String writeObject(String name, Object value) {
    String text = writeAny(name, value);
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException(
          name + " must be a JSON object: use a map, a record or a bean");
    }
    return text;
  }

  /**
   * Writes what an application brings.
   *
   * @param name what the message calls it
   * @throws IllegalArgumentException when it cannot be written
   */
  public String writeAny(String name, Object value) {
    try {
      return jsonb.toJson(value);
    } catch (JsonbException e) {
      throw new IllegalArgumentException(
          name + " cannot be written as JSON: use a map, or a record or bean that is public", e);
    }
  }

  /** Puts together an object of members that are JSON text already. */
  public String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> write(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Reads any JSON into what JSON-B can make of it.
   *
   * @throws JsonException when the text is nested too deep
   * @throws JsonbException when it does not fit the type, or is no JSON
   */
  public <T> @Nullable T read(String text, Class<T> type) {
    requireOneShallowValue(text, MAX_DOCUMENT_DEPTH);
    return jsonb.fromJson(text, type);
  }

  /**
   * Reads one JSON object and nothing else.
   *
   * @throws JsonException when the text is anything else, or nested too deep
   */
  public JsonObject readObject(String text) {
    requireOneShallowValue(text, MAX_DEPTH);
    try (JsonReader reader = readers.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** The same for an answer's bytes: always UTF-8 (RFC 8259). */
  public JsonObject readObject(byte[] utf8) {
    return readObject(new String(utf8, StandardCharsets.UTF_8));
  }

  /** Plain Java for parsed JSON: unmodifiable, without members that are null. */
  public static Map<String, Object> toMap(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          Object plain = toPlain(value);
          if (plain != null) {
            map.put(name, plain);
          }
        });
    return Collections.unmodifiableMap(map);
  }

  private static @Nullable Object toPlain(JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> ((JsonNumber) value).bigDecimalValue();
      case OBJECT -> toMap(value.asJsonObject());
      case ARRAY -> toList(value.asJsonArray());
    };
  }

  private static List<@Nullable Object> toList(JsonArray array) {
    List<@Nullable Object> list = new ArrayList<>(array.size());
    array.forEach(value -> list.add(toPlain(value)));
    return Collections.unmodifiableList(list);
  }

  /**
   * Looks at the brackets outside strings, before any parser recurses into them: not nested too
   * deep, and nothing behind the closing one, which JSON-P's readers do not look at.
   */
  private static void requireOneShallowValue(String text, int maxDepth) {
    int depth = 0;
    boolean inString = false;
    boolean ended = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ended && !Character.isWhitespace(c)) {
        throw new JsonException("text behind the end of the JSON value");
      }
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        if (++depth > maxDepth) {
          throw new JsonException("JSON nested deeper than " + maxDepth + " levels");
        }
      } else if (c == '}' || c == ']') {
        ended = --depth == 0;
      }
    }
  }

  @Override
  public void close() {
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B did not close", e);
    }
  }
}
