package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonPatch;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON-P with the provider found once, and as strict as Liveblocks. */
final class Json {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS =
      PROVIDER.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

  private Json() {}

  /**
   * Reads exactly one JSON value, with no member twice and no unpaired surrogate. An empty text
   * reads as null.
   *
   * @throws ApiException 400 when it is none
   */
  static JsonValue read(String text) {
    if (text.isEmpty()) {
      return JsonValue.NULL;
    }
    try (JsonReader reader = READERS.createReader(new StringReader(text));
        JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      JsonValue value = reader.readValue();
      // Only a parser looks at what follows the value, and only a reader at members' names.
      parser.next();
      parser.getValue();
      parser.hasNext();
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.toString())) {
        throw new JsonException("unpaired surrogate");
      }
      return value;
    } catch (RuntimeException e) {
      // Parsson throws more than JsonException: for a long number, NumberFormatException.
      throw ApiException.of(400, "The body is not JSON: " + e.getMessage());
    }
  }

  static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  static JsonObjectBuilder object(JsonObject from) {
    return PROVIDER.createObjectBuilder(from);
  }

  /**
   * Copies maps, lists, strings, numbers, booleans and null.
   *
   * @throws IllegalArgumentException when something in it has no JSON form
   */
  static JsonObjectBuilder object(Map<String, ? extends @Nullable Object> members) {
    return PROVIDER.createObjectBuilder(Collections.unmodifiableMap(members));
  }

  static JsonString string(String text) {
    return PROVIDER.createValue(text);
  }

  /** Reads a JSON Patch; applying it throws a {@code JsonException} when it does not fit. */
  static JsonPatch patch(JsonArray operations) {
    return PROVIDER.createPatch(operations);
  }

  static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  /**
   * Copies maps, lists, strings, numbers and booleans.
   *
   * @throws IllegalArgumentException when something in it has no JSON form
   */
  static JsonArray array(Collection<?> items) {
    return PROVIDER.createArrayBuilder(items).build();
  }
}
