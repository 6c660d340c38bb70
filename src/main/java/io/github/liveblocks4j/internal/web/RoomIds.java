package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.auth.Session;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Checks the ids of rooms in untrusted requests, before code of the application sees them. */
public final class RoomIds {

  private RoomIds() {}

  /**
   * Returns the id of a room.
   *
   * @param member the member of the body that has it
   * @param accessTokens whether it may end up in the grants of an access token, where an asterisk
   *     stands for every room with that prefix
   */
  public static String require(String member, @Nullable JsonValue value, boolean accessTokens)
      throws RequestRejectedException {
    if (!(value instanceof JsonString string) || string.getString().isEmpty()) {
      throw invalid(member, "must be a non-empty string");
    }
    String room = string.getString();
    if (room.length() > Session.MAX_ROOM_ID_LENGTH) {
      throw invalid(member, "is longer than %d characters".formatted(Session.MAX_ROOM_ID_LENGTH));
    }
    if (RequestJson.isMalformed(room)) {
      throw invalid(member, "has a control character or an unpaired surrogate");
    }
    if (accessTokens && room.indexOf('*') >= 0) {
      throw invalid(member, "has an asterisk, which no access token can grant");
    }
    return room;
  }

  private static RequestRejectedException invalid(String member, String mistake) {
    return RequestJson.invalid("The member %s %s.".formatted(member, mistake));
  }
}
