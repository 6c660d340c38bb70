package io.github.liveblocks4j.webhook;

import java.time.Instant;

/** An event of a thread of comments. */
public sealed interface ThreadEvent extends RoomEvent {

  /**
   * Returns the thread.
   *
   * @return its id, unique within the room
   */
  String threadId();

  /**
   * {@code threadCreated}: somebody began a thread.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param createdAt when
   * @param createdBy the user's id
   */
  record Created(WebhookPayload payload, String threadId, Instant createdAt, String createdBy)
      implements ThreadEvent {

    static Created from(EventReader data) {
      return new Created(
          data.inRoom(), data.threadId(), data.instant("createdAt"), data.text("createdBy"));
    }
  }

  /**
   * {@code threadDeleted}: a thread was deleted; nothing says by whom.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param deletedAt when
   */
  record Deleted(WebhookPayload payload, String threadId, Instant deletedAt)
      implements ThreadEvent {

    static Deleted from(EventReader data) {
      return new Deleted(data.inRoom(), data.threadId(), data.instant("deletedAt"));
    }
  }

  /**
   * {@code threadMetadataUpdated}: somebody changed a thread's metadata.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param updatedAt when
   * @param updatedBy the user's id
   */
  record MetadataUpdated(
      WebhookPayload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {

    static MetadataUpdated from(EventReader data) {
      return new MetadataUpdated(
          data.inRoom(), data.threadId(), data.instant("updatedAt"), data.text("updatedBy"));
    }
  }

  /**
   * {@code threadMarkedAsResolved}: somebody resolved a thread.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param updatedAt when
   * @param updatedBy the user's id
   */
  record MarkedAsResolved(
      WebhookPayload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {

    static MarkedAsResolved from(EventReader data) {
      return new MarkedAsResolved(
          data.inRoom(), data.threadId(), data.instant("updatedAt"), data.text("updatedBy"));
    }
  }

  /**
   * {@code threadMarkedAsUnresolved}: somebody opened a resolved thread again.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param updatedAt when
   * @param updatedBy the user's id
   */
  record MarkedAsUnresolved(
      WebhookPayload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {

    static MarkedAsUnresolved from(EventReader data) {
      return new MarkedAsUnresolved(
          data.inRoom(), data.threadId(), data.instant("updatedAt"), data.text("updatedBy"));
    }
  }
}
