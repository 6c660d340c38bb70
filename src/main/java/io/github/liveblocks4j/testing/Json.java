package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** JSON-P with the provider found once, and as strict as Liveblocks. */
final class Json {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS =
      PROVIDER.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

  private Json() {}

  /**
   * Reads a request's body: exactly one JSON value in UTF-8, no member twice, no unpaired
   * surrogate. An empty body reads as null.
   *
   * @throws ApiException 400 when it is none
   */
  static JsonValue read(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      if (text.isEmpty()) {
        return JsonValue.NULL;
      }
      try (JsonReader reader = READERS.createReader(new StringReader(text));
          JsonParser parser = PARSERS.createParser(new StringReader(text))) {
        JsonValue value = reader.readValue();
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value.toString()));
        // Only a parser looks at what follows the value, and only a reader at members' names.
        parser.next();
        parser.getValue();
        parser.hasNext();
        return value;
      }
    } catch (CharacterCodingException e) {
      throw ApiException.of(400, "The body is not UTF-8, or holds an unpaired surrogate");
    } catch (RuntimeException e) {
      // Parsson throws more than JsonException: a long number is a NumberFormatException.
      throw ApiException.of(400, "The body is not JSON: " + e.getMessage());
    }
  }

  static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  static JsonObjectBuilder object(JsonObject from) {
    return PROVIDER.createObjectBuilder(from);
  }

  static JsonString string(String text) {
    return PROVIDER.createValue(text);
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
