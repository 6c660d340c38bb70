package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a room; a user with two open tabs has two of them. Immutable.
 *
 * @param connectionId {@code connectionId} in the browser, unique within the room
 * @param userId the user's id; null for an anonymous connection
 * @param userInfo what others in the room see of the user, as plain Java for JSON: maps, lists,
 *     strings, {@code BigDecimal}s and booleans; unmodifiable, without members that are null
 */
public record ActiveUser(long connectionId, @Nullable String userId, Map<String, Object> userInfo) {

  /** Copies the info. */
  public ActiveUser {
    userInfo = Copies.of(userInfo);
  }

  static ActiveUser from(JsonObject json) {
    return new ActiveUser(
        json.getJsonNumber("connectionId").longValue(),
        json.getString("id", null),
        json.get("info") instanceof JsonObject info ? Json.toMap(info) : Map.of());
  }

  /** Returns ids only: the info is personal data. */
  @Override
  public String toString() {
    return "ActiveUser[connectionId=" + connectionId + ", userId=" + userId + "]";
  }
}
