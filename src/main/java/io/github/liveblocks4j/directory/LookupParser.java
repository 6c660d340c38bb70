package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses untrusted JSON into a {@link Lookup}. The body is the argument of the client's resolver
 * function; other members are ignored.
 */
final class LookupParser {

  static final String EXAMPLE = "{\"userIds\":[\"alice\"]}";

  // The client sends 50.
  private static final int MAX_IDS = 1_000;

  // Longer than Liveblocks documents; it may move its limits.
  private static final int MAX_ID_LENGTH = 512;
  private static final int MAX_TEXT_LENGTH = 128;

  private LookupParser() {}

  /**
   * Parses a body.
   *
   * @param accessTokens whether a {@code RoomAuthorizer} will see the room
   */
  static Lookup parse(JsonObject body, boolean accessTokens) throws RequestRejectedException {
    List<Lookup> found = new ArrayList<>();
    for (Lookup.Kind kind : Lookup.Kind.values()) {
      if (body.containsKey(kind.member)) {
        found.add(new Lookup.Entries(kind, ids(kind.member, body)));
      }
    }
    if (body.containsKey("roomId") || body.containsKey("text")) {
      found.add(
          new Lookup.Mentions(
              RequestJson.roomId("roomId", body.get("roomId"), accessTokens), text(body)));
    }
    if (found.size() != 1) {
      throw RequestJson.invalid(
          "The body must have userIds, groupIds, roomIds, or roomId and text, and no two of"
              + " these.");
    }
    return found.get(0);
  }

  private static String text(JsonObject body) throws RequestRejectedException {
    if (body.get("text") instanceof JsonString text) {
      return text.getString();
    }
    throw RequestJson.invalid("The member text must be a string.");
  }

  private static List<String> ids(String member, JsonObject body) throws RequestRejectedException {
    if (!(body.get(member) instanceof JsonArray array)
        || array.stream().anyMatch(id -> !(id instanceof JsonString))) {
      throw RequestJson.invalid("The member %s must be an array of strings.".formatted(member));
    }
    if (array.size() > MAX_IDS) {
      throw RequestJson.invalid("The member %s has more than %s ids.".formatted(member, MAX_IDS));
    }
    return array.getValuesAs(JsonString::getString);
  }

  /** Returns whether an id can exist; one that cannot fails no lookup, and is unknown. */
  static boolean isPossibleId(String id) {
    return !id.isBlank() && id.length() <= MAX_ID_LENGTH && !RequestJson.isMalformed(id);
  }

  /** Returns whether a name can have a text in it. */
  static boolean isPossibleText(String text) {
    return text.length() <= MAX_TEXT_LENGTH && !RequestJson.isMalformed(text);
  }
}
