package io.github.liveblocks4j.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's JSON object. Every method answers 422, naming the member, when it is
 * not of the form asked for. An optional member may be absent, but not null.
 */
final class Fields {

  private static final int MAX_ID_LENGTH = 128;

  private final Map<?, ?> members;

  private Fields(Map<?, ?> members) {
    this.members = members;
  }

  static Fields of(@Nullable Object json) {
    if (json instanceof Map<?, ?> members) {
      return new Fields(members);
    }
    throw ApiException.invalid("Must be an object");
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  boolean isNull(String name) {
    return has(name) && members.get(name) == null;
  }

  /** A required id: text, not empty, not too long. */
  String id(String name) {
    String id =
        optionalText(name).orElseThrow(() -> ApiException.invalid("Missing key: '" + name + "'"));
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw ApiException.invalid(at(name) + "Must have 1 to " + MAX_ID_LENGTH + " characters");
    }
    return id;
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(at(name), members.get(name))) : Optional.empty();
  }

  Optional<List<String>> optionalTexts(String name) {
    return has(name) ? Optional.of(texts(at(name), members.get(name))) : Optional.empty();
  }

  List<String> requireTexts(String name) {
    return optionalTexts(name)
        .orElseThrow(() -> ApiException.invalid("Missing key: '" + name + "'"));
  }

  Optional<Map<String, @Nullable Object>> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  Map<String, @Nullable Object> requireObject(String name) {
    if (!has(name)) {
      throw ApiException.invalid("Missing key: '" + name + "'");
    }
    return object(name);
  }

  private Map<String, @Nullable Object> object(String name) {
    if (!(members.get(name) instanceof Map<?, ?> map)) {
      throw ApiException.invalid(at(name) + "Must be an object");
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  Optional<Number> optionalNumber(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (members.get(name) instanceof Number number) {
      return Optional.of(number);
    }
    throw ApiException.invalid(at(name) + "Must be a number");
  }

  /** Any list of strings; {@code where} begins the complaint. */
  static List<String> texts(String where, @Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      throw ApiException.invalid(where + "Must be an array");
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(text(where, item));
    }
    return List.copyOf(texts);
  }

  private static String text(String where, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw ApiException.invalid(where + "Must be string");
  }

  /** How a complaint about a member begins. */
  static String at(String name) {
    return "Value at key '" + name + "': ";
  }
}
