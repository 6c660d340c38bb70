package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Masking;

/**
 * Which rooms a grant of an access token covers: exactly one room, every room whose id has a
 * prefix, or all rooms. Immutable.
 *
 * <p>No text turns into a wildcard here: {@link #room} refuses an asterisk, so that a room id that
 * came from a browser can never grant more than that room.
 *
 * <p>Liveblocks takes ids and prefixes of 1 to {@value #MAX_ROOM_ID_LENGTH} characters without an
 * asterisk. Control characters and unpaired surrogates are refused as well.
 *
 * @param text the room's id, or the prefix; empty for all rooms
 * @param isPrefix whether every room counts whose id begins with {@code text}
 */
public record RoomPattern(String text, boolean isPrefix) {

  /** The longest room id, and the longest prefix of a pattern, in characters. */
  public static final int MAX_ROOM_ID_LENGTH = 128;

  private static final RoomPattern ALL = new RoomPattern("", true);

  /**
   * Checks the text.
   *
   * @param text the room's id, or the prefix; empty for all rooms
   * @param isPrefix whether every room counts whose id begins with {@code text}
   * @throws IllegalArgumentException when {@code text} is not a valid room id or prefix
   */
  public RoomPattern {
    String name = isPrefix ? "a prefix of room ids" : "a room id";
    if (text.isEmpty() && !isPrefix) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    if (text.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "%s is not %s that can be granted: it must not contain '*'. Grant exactly one room with allow(roomId, …), rooms with a common prefix with allowPrefix(\"acme:\", …), every room with allowAll(…)"
              .formatted(Masking.quoted(text), name));
    }
    if (text.length() > MAX_ROOM_ID_LENGTH) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, has %d"
              .formatted(name, MAX_ROOM_ID_LENGTH, text.length()));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s must not contain control characters: %s".formatted(name, Masking.quoted(text)));
    }
    Checks.requireWellFormed(name, text);
  }

  /**
   * Returns the pattern that covers exactly one room.
   *
   * @param roomId the room's id; may come from a stranger
   * @return the pattern
   * @throws IllegalArgumentException when {@code roomId} cannot be granted: it is empty, too long,
   *     or contains {@code *}, control characters or unpaired surrogates
   */
  public static RoomPattern room(String roomId) {
    return new RoomPattern(roomId, false);
  }

  /**
   * Returns the pattern that covers every room whose id begins with a prefix.
   *
   * @param prefix the prefix, without an asterisk, for example {@code acme:}
   * @return the pattern
   * @throws IllegalArgumentException when {@code prefix} is empty, too long, or contains {@code *},
   *     control characters or unpaired surrogates
   */
  public static RoomPattern prefix(String prefix) {
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException(
          "a prefix of room ids must not be empty, for it would cover every room of the project; allowAll(…) says so");
    }
    return new RoomPattern(prefix, true);
  }

  /**
   * Returns the pattern that covers every room of the project.
   *
   * @return the pattern
   */
  public static RoomPattern all() {
    return ALL;
  }

  /**
   * Returns whether this pattern covers a room.
   *
   * @param roomId the room's id
   * @return true when the id is the text, or begins with it where that is a prefix
   */
  public boolean matches(String roomId) {
    return isPrefix ? roomId.startsWith(text) : roomId.equals(text);
  }

  /** Returns the pattern as it travels: {@code acme:plans}, {@code acme:*} or {@code *}. */
  @Override
  public String toString() {
    return isPrefix ? text + "*" : text;
  }
}
