package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A room to be created. Immutable.
 *
 * <pre>{@code
 * NewRoom room =
 *     NewRoom.builder("acme:plans")
 *         .accesses(RoomAccesses.none().allowGroup("designers", Permission.WRITE))
 *         .metadata("type", "whiteboard")
 *         .build();
 * }</pre>
 */
public final class NewRoom {

  private final String id;
  private final RoomAccesses accesses;
  private final Map<String, Object> metadata;
  private final @Nullable String organizationId;

  private NewRoom(Builder builder) {
    this.id = builder.id;
    this.accesses = builder.accesses;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
    this.organizationId = builder.organizationId;
  }

  /**
   * Starts a room that nobody may enter with an ID token, without metadata, in the default
   * organization.
   *
   * @param roomId the room's id; Liveblocks documents at most 128 characters
   * @return a builder
   * @throws IllegalArgumentException when it is blank
   */
  public static Builder builder(String roomId) {
    return new Builder(roomId);
  }

  String id() {
    return id;
  }

  RoomAccesses accesses() {
    return accesses;
  }

  Map<String, Object> metadata() {
    return metadata;
  }

  Optional<String> organizationId() {
    return Optional.ofNullable(organizationId);
  }

  @Override
  public String toString() {
    return "NewRoom[id=%s, organizationId=%s, accesses=%s]".formatted(id, organizationId, accesses);
  }

  /** Collects what the room shall have. Not thread-safe. */
  public static final class Builder {

    private final String id;
    private RoomAccesses accesses = RoomAccesses.none();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private @Nullable String organizationId;

    private Builder(String id) {
      this.id = Checks.requireText("roomId", id);
    }

    /**
     * Sets who may do what with an ID token.
     *
     * @param accesses default {@link RoomAccesses#none}
     * @return this builder
     */
    public Builder accesses(RoomAccesses accesses) {
      this.accesses = accesses;
      return this;
    }

    /**
     * Adds an entry to the metadata.
     *
     * @param key the entry's key; Liveblocks documents at most 40 characters
     * @param value the entry's value; Liveblocks documents at most 256 characters
     * @return this builder
     * @throws IllegalArgumentException when the key is blank
     */
    public Builder metadata(String key, String value) {
      metadata.put(Checks.requireText("a key of metadata", key), value);
      return this;
    }

    /**
     * Adds an entry to the metadata that is a list. Rooms cannot be listed by such entries.
     *
     * @param key the entry's key; Liveblocks documents at most 40 characters
     * @param values the entry's values; Liveblocks documents at most 256 characters each
     * @return this builder
     * @throws IllegalArgumentException when the key is blank
     */
    public Builder metadata(String key, List<String> values) {
      metadata.put(Checks.requireText("a key of metadata", key), List.copyOf(values));
      return this;
    }

    /**
     * Sets the organization (tenant). It cannot be changed later.
     *
     * @param organizationId its id
     * @return this builder
     * @throws IllegalArgumentException when it is blank
     */
    public Builder organizationId(String organizationId) {
      this.organizationId = Checks.requireText("organizationId", organizationId);
      return this;
    }

    /**
     * The room.
     *
     * @return an immutable description
     */
    public NewRoom build() {
      return new NewRoom(this);
    }
  }
}
