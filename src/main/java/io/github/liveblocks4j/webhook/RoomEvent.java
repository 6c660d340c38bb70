package io.github.liveblocks4j.webhook;

import java.time.Instant;
import java.util.Objects;

/**
 * An event of a room: its creation, deletion and documents here; visits, threads and comments in
 * the interfaces that extend it.
 */
public sealed interface RoomEvent extends WebhookEvent
    permits RoomEvent.Created,
        RoomEvent.Deleted,
        RoomEvent.StorageUpdated,
        RoomEvent.YdocUpdated,
        UserEvent,
        ThreadEvent,
        CommentEvent {

  /**
   * Returns the room.
   *
   * @return its id
   */
  @Override
  default String roomId() {
    return Objects.requireNonNull(payload().roomId(), "roomId");
  }

  /** {@code roomCreated}: a room was created, or a user entered one that did not exist. */
  record Created(Payload payload, Instant createdAt) implements RoomEvent {}

  /** {@code roomDeleted}: a room was deleted. */
  record Deleted(Payload payload, Instant deletedAt) implements RoomEvent {}

  /**
   * {@code storageUpdated}: the storage document changed, last at {@code updatedAt}; at most one
   * event per minute.
   */
  record StorageUpdated(Payload payload, Instant updatedAt) implements RoomEvent {}

  /**
   * {@code ydocUpdated}: the Yjs document changed, last at {@code updatedAt}; at most one event per
   * minute.
   */
  record YdocUpdated(Payload payload, Instant updatedAt) implements RoomEvent {}
}
