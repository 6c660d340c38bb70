package io.github.liveblocks4j.example;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.rooms.RoomUpdate;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the share dialog sends. Whatever it does not name stays as it is, and null takes an entry
 * away:
 *
 * <pre>{@code
 * {"everyone": "read", "groups": {"designers": "write"}, "people": {"chiara": null}}
 * }</pre>
 */
final class AccessChange {

  private static final int MOST_BYTES = 4_096;
  private static final Set<String> MEMBERS = Set.of("everyone", "groups", "people");

  private AccessChange() {}

  static RoomUpdate read(HttpServletRequest request) throws IOException, Problem {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals("application/json")) {
      throw new Problem(415, "unsupported_media_type", "The body must be application/json.");
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new Problem(413, "request_too_large", "The body is larger than 4,096 bytes.");
    }
    return of(new String(body, StandardCharsets.UTF_8));
  }

  static RoomUpdate of(String json) throws Problem {
    JsonObject change = object(json);
    for (String member : change.keySet()) {
      if (!MEMBERS.contains(member)) {
        throw Problem.invalid("Unknown member: %s.".formatted(member));
      }
    }
    RoomUpdate update = RoomUpdate.none();
    if (change.containsKey("everyone")) {
      update = update.allowEveryone(permissions("everyone", change.get("everyone")));
    }
    for (Map.Entry<String, JsonValue> entry : entries(change, "groups").entrySet()) {
      String group = entry.getKey();
      if (!People.groups().contains(group)) {
        throw Problem.invalid("There is no group %s.".formatted(group));
      }
      if (entry.getValue() == JsonValue.NULL) {
        update = update.removeGroup(group);
      } else {
        update = update.allowGroup(group, permissions(group, entry.getValue()));
      }
    }
    for (Map.Entry<String, JsonValue> entry : entries(change, "people").entrySet()) {
      String person = entry.getKey();
      if (People.byId(person).isEmpty()) {
        throw Problem.invalid("There is nobody with the id %s.".formatted(person));
      }
      if (entry.getValue() == JsonValue.NULL) {
        update = update.removeUser(person);
      } else {
        update = update.allowUser(person, permissions(person, entry.getValue()));
      }
    }
    return update;
  }

  private static JsonObject object(String json) throws Problem {
    JsonObject change;
    try (JsonParser parser = Json.createParser(new StringReader(json))) {
      parser.next();
      change = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonException("two values");
      }
    } catch (RuntimeException e) {
      // Not only a JsonException: too deep a nesting is a plain RuntimeException to the parser.
      throw Problem.invalid("The body must be a JSON object.");
    }
    if (change.isEmpty()) {
      throw Problem.invalid("The body changes nothing.");
    }
    return change;
  }

  private static Map<String, JsonValue> entries(JsonObject change, String member) throws Problem {
    JsonValue value = change.getOrDefault(member, JsonValue.EMPTY_JSON_OBJECT);
    if (value instanceof JsonObject entries) {
      return entries;
    }
    throw Problem.invalid("%s must be a JSON object.".formatted(member));
  }

  private static Permission[] permissions(String of, JsonValue value) throws Problem {
    if (value instanceof JsonString word) {
      return AccessWord.permissions(word.getString()).orElseThrow(() -> badAccess(of));
    }
    throw badAccess(of);
  }

  private static Problem badAccess(String of) {
    return Problem.invalid("The access of %s must be none, read or write.".formatted(of));
  }
}
