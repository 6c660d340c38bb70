package io.github.liveblocks4j.testing;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * A room or a group, as Liveblocks returns it. Immutable: a change makes another.
 *
 * @param number rises with everything that is created
 * @param json what it is
 */
record Stored(long number, JsonObject json) {

  String id() {
    return json.getString("id");
  }

  Stored with(String name, JsonValue value) {
    return new Stored(number, Json.object(json).add(name, value).build());
  }
}
