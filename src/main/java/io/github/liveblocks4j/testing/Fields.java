package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's JSON object. Every method responds with 422, naming the member, when
 * it is not of the required form. An optional member may be absent, but not null.
 */
final class Fields {

  private static final int MAX_ID_LENGTH = 128;

  private final JsonObject members;

  private Fields(JsonObject members) {
    this.members = members;
  }

  static Fields of(JsonValue json) {
    return new Fields(cast(JsonObject.class, "", json, "an object"));
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  boolean isNull(String name) {
    return members.get(name) == JsonValue.NULL;
  }

  /** A required id: text, not empty, not too long. */
  String id(String name) {
    String id = optionalText(name).orElseThrow(() -> missing(name));
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw ApiException.invalid(at(name) + "Must have 1 to " + MAX_ID_LENGTH + " characters");
    }
    return id;
  }

  /** A member that sets the organization, whose name is {@code default} where none is given. */
  String organizationId() {
    return optionalText("organizationId").orElse("default");
  }

  Optional<String> optionalText(String name) {
    return optional(JsonString.class, name, "string").map(JsonString::getString);
  }

  Optional<JsonArray> optionalTexts(String name) {
    return optional(JsonArray.class, name, "an array").map(items -> texts(at(name), items));
  }

  JsonArray requireTexts(String name) {
    return optionalTexts(name).orElseThrow(() -> missing(name));
  }

  Optional<JsonObject> optionalObject(String name) {
    return optional(JsonObject.class, name, "an object");
  }

  JsonObject requireObject(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  Optional<JsonNumber> optionalNumber(String name) {
    return optional(JsonNumber.class, name, "a number");
  }

  /** Any list of strings; {@code where} begins the message. */
  static JsonArray texts(String where, @Nullable JsonValue value) {
    JsonArray items = cast(JsonArray.class, where, value, "an array");
    items.forEach(item -> cast(JsonString.class, where, item, "string"));
    return items;
  }

  /** Returns the beginning of a message about a member. */
  static String at(String name) {
    return "Value at key '" + name + "': ";
  }

  /** Returns the beginning of a message about a member of a member. */
  static String at(String name, String key) {
    return "Value at keypath '" + name + "." + key + "': ";
  }

  private <T extends JsonValue> Optional<T> optional(Class<T> type, String name, String form) {
    return has(name)
        ? Optional.of(cast(type, at(name), members.get(name), form))
        : Optional.empty();
  }

  private static <T extends JsonValue> T cast(
      Class<T> type, String where, @Nullable JsonValue value, String form) {
    if (!type.isInstance(value)) {
      throw ApiException.invalid(where + "Must be " + form);
    }
    return type.cast(value);
  }

  private static ApiException missing(String name) {
    return ApiException.invalid("Missing key: '" + name + "'");
  }
}
