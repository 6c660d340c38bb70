package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room to be created. Immutable; the methods that take a value return a new room. An id or key
 * that is blank, and text with an unpaired surrogate, is an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * NewRoom room =
 *     NewRoom.of("acme:plans")
 *         .accesses(RoomAccesses.none().allowGroup("designers", Permission.WRITE))
 *         .metadata("type", "whiteboard");
 * }</pre>
 *
 * @param id the room's id; Liveblocks documents at most 128 characters
 * @param accesses who may do what with an ID token
 * @param metadata what the application keeps with the room
 * @param organizationId the organization (tenant) it is to belong to; null for the default one.
 *     {@link Rooms#moveToOrganization} changes it later
 */
public record NewRoom(
    String id, RoomAccesses accesses, RoomMetadata metadata, @Nullable String organizationId) {

  /** Checks the ids. */
  public NewRoom {
    Checks.requireText("roomId", id);
    if (organizationId != null) {
      Checks.requireText("organizationId", organizationId);
    }
  }

  /**
   * Returns a private room, without metadata, in the default organization.
   *
   * @param roomId the room's id
   * @return the room
   */
  public static NewRoom of(String roomId) {
    return new NewRoom(roomId, RoomAccesses.none(), new RoomMetadata(Map.of()), null);
  }

  /**
   * Returns this room with other accesses.
   *
   * @param accesses who may do what with an ID token
   * @return a new room
   */
  public NewRoom accesses(RoomAccesses accesses) {
    return new NewRoom(id, accesses, metadata, organizationId);
  }

  /**
   * Returns this room with an entry of the metadata set, or replaced.
   *
   * @param key the entry's key; Liveblocks documents at most 40 characters
   * @param value the entry's value; Liveblocks documents at most 256 characters
   * @return a new room
   */
  public NewRoom metadata(String key, String value) {
    return metadata(RoomMetadata.entry(key, value));
  }

  /**
   * Returns this room with an entry of the metadata set to a list, or replaced. Rooms cannot be
   * listed by such entries.
   *
   * @param key the entry's key; Liveblocks documents at most 40 characters
   * @param values the entry's values; Liveblocks documents at most 256 characters each
   * @return a new room
   */
  public NewRoom metadata(String key, List<String> values) {
    return metadata(RoomMetadata.entry(key, values));
  }

  private NewRoom metadata(Map<String, ?> entry) {
    return new NewRoom(id, accesses, metadata.with(entry), organizationId);
  }

  /**
   * Returns this room in an organization (tenant).
   *
   * @param organizationId its id
   * @return a new room
   */
  public NewRoom organizationId(String organizationId) {
    return new NewRoom(id, accesses, metadata, organizationId);
  }

  JsonObjectBuilder toJson(Json json) {
    return addSettings(json.object().add("id", id), json);
  }

  /** Adds everything but the id. */
  JsonObjectBuilder addSettings(JsonObjectBuilder body, Json json) {
    RoomUpdate.of(accesses).metadata(metadata).addTo(body, json);
    return organizationId == null ? body : body.add("organizationId", organizationId);
  }

  /** Returns no metadata, which can be personal data. */
  @Override
  public String toString() {
    return "NewRoom[id=%s, organizationId=%s, accesses=%s]".formatted(id, organizationId, accesses);
  }
}
