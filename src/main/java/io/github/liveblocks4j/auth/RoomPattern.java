package io.github.liveblocks4j.auth;

import java.util.regex.Pattern;

/**
 * Which rooms a grant of an access token covers: one room id, every id with a prefix ({@code
 * acme:*}), or all rooms ({@code *}).
 *
 * <p>The form is Liveblocks' own rule for access tokens: at most 128 characters without an
 * asterisk, then at most one asterisk at the end.
 *
 * @param value the pattern as it travels
 */
public record RoomPattern(String value) {

  /** The longest room id, and the longest prefix of a pattern, in characters. */
  public static final int MAX_ROOM_ID_LENGTH = 128;

  private static final Pattern FORM =
      Pattern.compile("[*]|[^*]{1," + MAX_ROOM_ID_LENGTH + "}[*]?", Pattern.DOTALL);

  /**
   * Checks the form.
   *
   * @param value the pattern as it travels
   * @throws IllegalArgumentException when {@code value} is no pattern that Liveblocks takes
   */
  public RoomPattern {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no room pattern: expected a room id, a prefix ending in *, or *, with at most %d characters before the *"
              .formatted(
                  value.length() > 160 ? value.substring(0, 160) + "…" : value,
                  MAX_ROOM_ID_LENGTH));
    }
  }

  /**
   * Whether the pattern ends in an asterisk and so covers more than one room.
   *
   * @return false for a plain room id
   */
  public boolean isPrefix() {
    return value.endsWith("*");
  }

  /**
   * The part that a room id has to begin with.
   *
   * @return the pattern without its asterisk; empty for {@code *}
   */
  public String prefix() {
    return isPrefix() ? value.substring(0, value.length() - 1) : value;
  }

  /**
   * Whether this pattern covers a room.
   *
   * @param roomId the room's id
   * @return true when the id is the pattern, or begins with its prefix
   */
  public boolean matches(String roomId) {
    return isPrefix() ? roomId.startsWith(prefix()) : roomId.equals(value);
  }

  /** The pattern as it travels. */
  @Override
  public String toString() {
    return value;
  }
}
