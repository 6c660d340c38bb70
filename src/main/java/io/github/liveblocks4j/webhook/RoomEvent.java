package io.github.liveblocks4j.webhook;

import java.time.Instant;
import java.util.Objects;

/** An event of a room: its life here; visits, threads and comments in the interfaces below it. */
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

  /**
   * {@code roomCreated}: a room was created, or somebody entered one that did not exist.
   *
   * @param payload what all deliveries have in common
   * @param createdAt when
   */
  record Created(WebhookPayload payload, Instant createdAt) implements RoomEvent {

    static Created from(EventReader data) {
      return new Created(data.inRoom(), data.instant("createdAt"));
    }
  }

  /**
   * {@code roomDeleted}: a room was deleted.
   *
   * @param payload what all deliveries have in common
   * @param deletedAt when
   */
  record Deleted(WebhookPayload payload, Instant deletedAt) implements RoomEvent {

    static Deleted from(EventReader data) {
      return new Deleted(data.inRoom(), data.instant("deletedAt"));
    }
  }

  /**
   * {@code storageUpdated}: the storage document changed; comes once a minute at most.
   *
   * @param payload what all deliveries have in common
   * @param updatedAt when it last changed
   */
  record StorageUpdated(WebhookPayload payload, Instant updatedAt) implements RoomEvent {

    static StorageUpdated from(EventReader data) {
      return new StorageUpdated(data.inRoom(), data.instant("updatedAt"));
    }
  }

  /**
   * {@code ydocUpdated}: the Yjs document changed; comes once a minute at most.
   *
   * @param payload what all deliveries have in common
   * @param updatedAt when it last changed
   */
  record YdocUpdated(WebhookPayload payload, Instant updatedAt) implements RoomEvent {

    static YdocUpdated from(EventReader data) {
      return new YdocUpdated(data.inRoom(), data.instant("updatedAt"));
    }
  }
}
