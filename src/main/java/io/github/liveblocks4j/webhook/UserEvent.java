package io.github.liveblocks4j.webhook;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user entered or left a room. A user with two open tabs enters twice. */
public sealed interface UserEvent extends RoomEvent {

  /**
   * Returns who entered or left.
   *
   * @return the connection and its user
   */
  Visitor visitor();

  /**
   * Returns how many connections the room has now.
   *
   * @return the number after the event
   */
  long numActiveUsers();

  /**
   * A connection to a room.
   *
   * @param connectionId {@code connectionId} in the browser, unique within the room
   * @param userId the user's id; null for an anonymous connection
   * @param userInfo what others in the room see of the user, as plain Java for JSON: maps, lists,
   *     strings, {@code BigDecimal}s and booleans; unmodifiable, without members that are null
   */
  record Visitor(long connectionId, @Nullable String userId, Map<String, Object> userInfo) {

    /** Copies the info. */
    public Visitor {
      userInfo = Collections.unmodifiableMap(new LinkedHashMap<>(userInfo));
    }

    /** Returns ids only: the info is personal data. */
    @Override
    public String toString() {
      return "Visitor[connectionId=" + connectionId + ", userId=" + userId + "]";
    }
  }

  /** {@code userEntered}: a user entered a room. */
  record Entered(Payload payload, Visitor visitor, long numActiveUsers, Instant enteredAt)
      implements UserEvent {}

  /** {@code userLeft}: a user left a room. */
  record Left(Payload payload, Visitor visitor, long numActiveUsers, Instant leftAt)
      implements UserEvent {}
}
