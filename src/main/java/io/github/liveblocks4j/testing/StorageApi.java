package io.github.liveblocks4j.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The calls about a room's storage. It is kept as plain JSON, so that a {@code LiveMap} becomes a
 * {@code LiveObject}. Thread-safe.
 */
final class StorageApi {

  private final Consumer<String> requireRoom;
  private final Map<String, JsonObject> storages = new HashMap<>(); // guarded by this

  StorageApi(Consumer<String> requireRoom) {
    this.requireRoom = requireRoom;
  }

  void addTo(Router router) {
    router
        .add("GET", "/v2/rooms/{id}/storage", this::get)
        .add("POST", "/v2/rooms/{id}/storage", this::initialize)
        .add("DELETE", "/v2/rooms/{id}/storage", this::delete)
        .add("PATCH", "/v2/rooms/{id}/storage/json-patch", this::patch);
  }

  synchronized void clear() {
    storages.clear();
  }

  private synchronized Response get(Call call) {
    JsonObject storage = storage(call);
    boolean plain = call.queryParameter("format").filter("json"::equals).isPresent();
    return Response.json(200, plain ? storage : live(storage));
  }

  private synchronized Response initialize(Call call) {
    if (!storage(call).isEmpty()) {
      throw ApiException.of(
          409, "CANNOT_UPDATE_EXISTING_STORAGE", "The room already has storage data.");
    }
    JsonValue given = call.json();
    if (!isLive(given) || !(plain(given) instanceof JsonObject storage)) {
      throw ApiException.invalid(Fields.at("liveblocksType") + "Must be 'LiveObject'");
    }
    storages.put(call.id(), storage);
    return Response.json(200, given);
  }

  private synchronized Response delete(Call call) {
    requireRoom.accept(call.id());
    storages.remove(call.id());
    return Response.noContent();
  }

  /** All operations or none (RFC 6902). */
  private synchronized Response patch(Call call) {
    JsonObject storage = storage(call);
    if (!(call.json() instanceof JsonArray operations)) {
      throw ApiException.invalid("Must be an array of operations");
    }
    try {
      storages.put(call.id(), Json.patch(operations).apply(storage));
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw ApiException.of(422, "INVALID_JSON_PATCH", "The patch fails: " + e.getMessage());
    }
    return new Response(200, Map.of(), new byte[0]);
  }

  private JsonObject storage(Call call) {
    requireRoom.accept(call.id());
    return storages.getOrDefault(call.id(), JsonValue.EMPTY_JSON_OBJECT);
  }

  private static boolean isLive(JsonValue value) {
    return value instanceof JsonObject object
        && object.containsKey("liveblocksType")
        && object.containsKey("data");
  }

  private static JsonValue plain(JsonValue value) {
    if (isLive(value)) {
      JsonValue data = value.asJsonObject().get("data");
      if (data instanceof JsonObject members) {
        JsonObjectBuilder object = Json.object();
        members.forEach((name, member) -> object.add(name, plain(member)));
        return object.build();
      }
      if (data instanceof JsonArray items) {
        JsonArrayBuilder array = Json.array();
        items.forEach(item -> array.add(plain(item)));
        return array.build();
      }
    }
    return value;
  }

  private static JsonValue live(JsonValue value) {
    if (value instanceof JsonObject members) {
      JsonObjectBuilder object = Json.object();
      members.forEach((name, member) -> object.add(name, live(member)));
      return live("LiveObject", object.build());
    }
    if (value instanceof JsonArray items) {
      JsonArrayBuilder array = Json.array();
      items.forEach(item -> array.add(live(item)));
      return live("LiveList", array.build());
    }
    return value;
  }

  private static JsonObject live(String type, JsonValue data) {
    return Json.object().add("liveblocksType", type).add("data", data).build();
  }
}
