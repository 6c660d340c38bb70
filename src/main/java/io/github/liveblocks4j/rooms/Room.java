package io.github.liveblocks4j.rooms;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A room, as it was when Liveblocks answered. Immutable. */
public final class Room {

  private final String id;
  private final String organizationId;
  private final Instant createdAt;
  private final @Nullable Instant lastConnectionAt;
  private final RoomMetadata metadata;
  private final RoomAccesses accesses;

  Room(
      String id,
      String organizationId,
      Instant createdAt,
      @Nullable Instant lastConnectionAt,
      RoomMetadata metadata,
      RoomAccesses accesses) {
    this.id = id;
    this.organizationId = organizationId;
    this.createdAt = createdAt;
    this.lastConnectionAt = lastConnectionAt;
    this.metadata = metadata;
    this.accesses = accesses;
  }

  /**
   * The id that the browser enters the room with.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * The organization (tenant) the room belongs to.
   *
   * @return its id; {@code default} for Liveblocks' default organization
   */
  public String organizationId() {
    return organizationId;
  }

  /**
   * When the room was created.
   *
   * @return the moment, to the millisecond
   */
  public Instant createdAt() {
    return createdAt;
  }

  /**
   * When somebody last entered.
   *
   * @return the moment, to the millisecond; empty when nobody ever did
   */
  public Optional<Instant> lastConnectionAt() {
    return Optional.ofNullable(lastConnectionAt);
  }

  /**
   * What the application keeps with the room.
   *
   * @return strings and lists of strings, by key
   */
  public RoomMetadata metadata() {
    return metadata;
  }

  /**
   * Who may do what with an ID token.
   *
   * @return the accesses as Liveblocks holds them; a scope of a form unknown to {@code Permission}
   *     is left out
   */
  public RoomAccesses accesses() {
    return accesses;
  }

  /** Two rooms are equal when everything in them is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Room room
        && id.equals(room.id)
        && organizationId.equals(room.organizationId)
        && createdAt.equals(room.createdAt)
        && Objects.equals(lastConnectionAt, room.lastConnectionAt)
        && metadata.equals(room.metadata)
        && accesses.equals(room.accesses);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Shows no metadata, which can be personal data. */
  @Override
  public String toString() {
    return "Room[id=%s, organizationId=%s, createdAt=%s, accesses=%s]"
        .formatted(id, organizationId, createdAt, accesses);
  }
}
