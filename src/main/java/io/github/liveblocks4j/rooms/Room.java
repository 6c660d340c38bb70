package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Masking;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room, as it was when Liveblocks responded. Immutable.
 *
 * @param id the id that the browser enters the room with
 * @param organizationId the organization (tenant) it belongs to; {@code default} for Liveblocks'
 *     default organization
 * @param createdAt when it was created, to the millisecond
 * @param lastConnectionAt when a user last entered, to the millisecond; null when none ever did
 * @param metadata what the application keeps with the room
 * @param accesses who may do what with an ID token, as Liveblocks holds it: permissions that are
 *     unknown to this library, or no longer valid, are kept
 * @param json the JSON object as it came, for members that have no component here
 */
public record Room(
    String id,
    String organizationId,
    Instant createdAt,
    @Nullable Instant lastConnectionAt,
    RoomMetadata metadata,
    RoomAccesses accesses,
    String json) {

  static final String DEFAULT_ORGANIZATION = "default";

  static Room from(JsonObject json) {
    String lastConnectionAt = json.getString("lastConnectionAt", null);
    return new Room(
        json.getString("id"),
        json.getString("organizationId", DEFAULT_ORGANIZATION),
        Instant.parse(json.getString("createdAt")),
        lastConnectionAt == null ? null : Instant.parse(lastConnectionAt),
        RoomMetadata.from(json),
        RoomAccesses.from(json),
        json.toString());
  }

  /**
   * One connection to a room; a user with two open tabs has two of them. Immutable.
   *
   * @param connectionId {@code connectionId} in the browser, unique within the room
   * @param userId the user's id; null for an anonymous connection
   * @param userInfo what others in the room see of the user, as plain Java for JSON: maps, lists,
   *     strings, {@code BigDecimal}s and booleans; unmodifiable, without members that are null
   */
  public record ActiveUser(
      long connectionId, @Nullable String userId, Map<String, Object> userInfo) {

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

  /** Returns neither metadata nor JSON, which can be personal data. */
  @Override
  public String toString() {
    return Masking.line(
        "Room[id=%s, organizationId=%s, createdAt=%s, accesses=%s]"
            .formatted(id, organizationId, createdAt, accesses),
        10_000);
  }
}
