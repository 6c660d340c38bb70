package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;

/**
 * Which rooms a grant of an access token covers: exactly one room, every room whose id has a
 * prefix, or all rooms. Immutable.
 *
 * <p>No text turns into a wildcard here: an asterisk is rejected, so that a room id that came from
 * a browser can never grant more than that room. Liveblocks takes ids and prefixes of 1 to 128
 * characters; control characters and unpaired surrogates are rejected as well.
 *
 * @param text the room's id, or the prefix; empty for all rooms
 * @param isPrefix whether every room counts whose id begins with {@code text}
 */
record RoomPattern(String text, boolean isPrefix) {

  RoomPattern {
    String name = isPrefix ? "a prefix of room ids" : "a room id";
    if (text.isEmpty() && !isPrefix) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    if (text.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "%s is not %s that can be granted: it must not contain '*'. Grant exactly one room with allow(roomId, …), rooms with a common prefix with allowPrefix(\"acme:\", …), every room with allowAll(…)"
              .formatted(Masking.quoted(text), name));
    }
    if (text.length() > Session.MAX_ROOM_ID_LENGTH) {
      throw new IllegalArgumentException(
          "%s must have at most %s characters, has %s"
              .formatted(name, Session.MAX_ROOM_ID_LENGTH, text.length()));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must not contain control characters: %s".formatted(name, Masking.quoted(text)));
    }
    Checks.requireWellFormed(name, text);
  }

  /** Returns whether this pattern covers a room. */
  boolean matches(String roomId) {
    return isPrefix ? roomId.startsWith(text) : roomId.equals(text);
  }

  /** Returns the wire form: {@code acme:plans}, {@code acme:*} or {@code *}. */
  @Override
  public String toString() {
    return isPrefix ? text + "*" : text;
  }
}
