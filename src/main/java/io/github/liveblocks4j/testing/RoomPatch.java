package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The members of a request that set what may change in a room. Absent members change nothing; a
 * null inside an object removes that entry, and a null {@code defaultAccesses} empties it.
 */
final class RoomPatch {

  private static final List<String> NAMES =
      List.of("metadata", "defaultAccesses", "groupsAccesses", "usersAccesses");

  private final Fields fields;
  private final boolean nullsRemove;

  private RoomPatch(Fields fields, boolean nullsRemove) {
    this.fields = fields;
    this.nullsRemove = nullsRemove;
  }

  /** For a room that is there already: nulls remove. */
  static RoomPatch update(Fields fields) {
    return new RoomPatch(fields, true);
  }

  /** For a new room: there is nothing that a null could remove. */
  static RoomPatch create(Fields fields) {
    return new RoomPatch(fields, false);
  }

  boolean isEmpty() {
    return NAMES.stream().noneMatch(fields::has);
  }

  /** The room with the changes; 422 when one is malformed. */
  JsonObject applyTo(JsonObject room) {
    return Json.object(room)
        .add("metadata", patch(room, "metadata", RoomPatch::metadata))
        .add("defaultAccesses", defaultAccesses(room.getJsonArray("defaultAccesses")))
        .add("groupsAccesses", patch(room, "groupsAccesses", Scopes::require))
        .add("usersAccesses", patch(room, "usersAccesses", Scopes::require))
        .build();
  }

  private JsonArray defaultAccesses(JsonArray old) {
    if (nullsRemove && fields.isNull("defaultAccesses")) {
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    return fields
        .optionalTexts("defaultAccesses")
        .map(scopes -> Scopes.require(Fields.at("defaultAccesses"), scopes))
        .orElse(old);
  }

  private JsonObject patch(
      JsonObject room, String name, BiFunction<String, JsonValue, JsonValue> check) {
    JsonObjectBuilder patched = Json.object(room.getJsonObject(name));
    fields
        .optionalObject(name)
        .orElse(JsonValue.EMPTY_JSON_OBJECT)
        .forEach(
            (key, value) -> {
              if (nullsRemove && value == JsonValue.NULL) {
                patched.remove(key);
              } else {
                patched.add(key, check.apply(Fields.at(name, key), value));
              }
            });
    return patched.build();
  }

  private static JsonValue metadata(String where, JsonValue value) {
    return value instanceof JsonString ? value : Fields.texts(where, value);
  }
}
