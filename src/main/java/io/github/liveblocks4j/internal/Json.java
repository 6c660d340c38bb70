package io.github.liveblocks4j.internal;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON: JSON-B for what applications bring, JSON-P for all else. Thread-safe.
 *
 * <p>The libraries throw more than they document. Here reading fails with {@link JsonException},
 * and writing with {@link IllegalArgumentException}: what an application brings cannot be written,
 * or some text is not well-formed.
 */
public final class Json implements AutoCloseable {

  // A token request or a room is never nested deeper; a parser's stack ends much later.
  private static final int MAX_DEPTH = 64;

  // A storage document can be deeper, and is read only when the application asks for it.
  private static final int MAX_DOCUMENT_DEPTH = 512;

  // JavaScript writes at most 25 characters, BigDecimal in its widest usual precision 41.
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?+0*+[0-9]{4}");

  private final JsonbProvider provider;
  private final JsonProvider json;
  private @Nullable Jsonb jsonb; // guarded by this; created by need
  private final JsonParserFactory parsers;
  private final JsonBuilderFactory builders;

  /** Finds the providers once: the static methods of both APIs look them up at every call. */
  public Json() {
    this.provider = JsonbProvider.provider();
    this.json = JsonProvider.provider();
    this.parsers = json.createParserFactory(Map.of());
    this.builders = json.createBuilderFactory(Map.of());
  }

  private synchronized Jsonb jsonb() {
    if (jsonb == null) {
      jsonb = provider.create().withProvider(json).build();
    }
    return jsonb;
  }

  /**
   * Writes what an application brings.
   *
   * @param name what it is, for the message
   */
  public String writeAny(String name, Object value) {
    String text;
    try {
      text = jsonb().toJson(value);
    } catch (RuntimeException | StackOverflowError e) { // A map that contains itself, say.
      throw new IllegalArgumentException(
          name + " cannot be written as JSON: use a map, or a record or bean that is public", e);
    }
    return Checks.requireWellFormed(name, text);
  }

  public JsonObjectBuilder object() {
    return builders.createObjectBuilder();
  }

  /** Returns a builder for an object of strings, lists of strings, and nulls. */
  public JsonObjectBuilder object(Map<String, ? extends @Nullable Object> members) {
    return builders.createObjectBuilder(Collections.unmodifiableMap(members));
  }

  public JsonArrayBuilder array(Collection<String> values) {
    return builders.createArrayBuilder(values);
  }

  /** Writes the body of a request. */
  public String write(JsonObjectBuilder body) {
    return Checks.requireWellFormed("the request", body.build().toString());
  }

  /** Converts what an application brings for a member of a request's body: a JSON object. */
  public JsonObject toObject(String name, Object value) {
    String text = writeAny(name, value);
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException(
          name + " must be a JSON object: use a map, a record or a bean");
    }
    return parsed(text);
  }

  private JsonObject parsed(String text) {
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      parser.next();
      return parser.getObject();
    }
  }

  /** Reads any JSON value within bounds into a type, by JSON-B. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // As in JSON-B: the caller knows.
  public <T> @Nullable T read(String text, Type type) {
    return reading(text, MAX_DOCUMENT_DEPTH, () -> jsonb().fromJson(text, type));
  }

  /** Reads one JSON object within bounds. Unpaired surrogates in escapes are kept as they are. */
  public JsonObject readObject(String text) {
    return reading(text, MAX_DEPTH, () -> parsed(text));
  }

  private <T> T reading(String text, int maxDepth, Supplier<T> read) {
    if (text.indexOf('\0') >= 0) { // Which Johnzon takes for the end of the text.
      throw new JsonException("JSON has no NUL character");
    }
    try {
      try (JsonParser parser = parsers.createParser(new StringReader(text))) {
        requireBounded(parser, maxDepth);
      }
      return read.get();
    } catch (JsonException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // No cause: its message can quote the text, and with it a token.
      throw new JsonException(
          e.getClass().getSimpleName()
              + ": "
              + Masking.line(String.valueOf(e.getMessage()), 1_000));
    }
  }

  /**
   * Reads a text to its end before anything is made of it. Bounds how deep it is nested, since what
   * makes objects recurses; and how long and how large its numbers are, since {@code BigDecimal}
   * takes quadratic time for the digits and {@code toBigInteger} all memory for the exponent. Makes
   * sure that each bracket is closed, since Parsson 1.1.7 skips a member that JSON-B has no use for
   * by looking for the closing bracket, and at the end of the text looks for ever; and that nothing
   * follows the last one, which JSON-P's readers do not look at.
   */
  private static void requireBounded(JsonParser text, int maxDepth) {
    int depth = 0;
    Event event;
    do {
      event = text.next();
      switch (event) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case VALUE_NUMBER -> requireBounded(text.getString());
        default -> {}
      }
      if (depth > maxDepth) {
        throw new JsonException("JSON nested deeper than " + maxDepth + " levels");
      }
    } while (depth > 0);
    if ((event == Event.END_OBJECT || event == Event.END_ARRAY) && text.hasNext()) {
      throw new JsonException("text after the end of the JSON value");
    }
  }

  private static void requireBounded(String number) {
    if (number.length() > MAX_NUMBER_LENGTH || LONG_EXPONENT.matcher(number).find()) {
      throw new JsonException(
          "a JSON number is out of bounds: at most %s characters and an exponent of 3 digits"
              .formatted(MAX_NUMBER_LENGTH));
    }
  }

  /** Converts parsed JSON to plain Java: unmodifiable, without members that are null. */
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
      case ARRAY -> value.asJsonArray().stream().map(Json::toPlain).toList();
    };
  }

  @Override
  public synchronized void close() {
    try {
      if (jsonb != null) {
        jsonb.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B did not close", e);
    }
  }
}
