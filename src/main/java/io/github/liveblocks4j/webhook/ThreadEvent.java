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

  /** {@code threadCreated}: a user started a thread. */
  record Created(Payload payload, String threadId, Instant createdAt, String createdBy)
      implements ThreadEvent {}

  /** {@code threadDeleted}: a thread was deleted. Liveblocks does not deliver by whom. */
  record Deleted(Payload payload, String threadId, Instant deletedAt) implements ThreadEvent {}

  /** {@code threadMetadataUpdated}: a user changed a thread's metadata. */
  record MetadataUpdated(Payload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {}

  /** {@code threadMarkedAsResolved}: a user resolved a thread. */
  record MarkedAsResolved(Payload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {}

  /** {@code threadMarkedAsUnresolved}: a user reopened a resolved thread. */
  record MarkedAsUnresolved(Payload payload, String threadId, Instant updatedAt, String updatedBy)
      implements ThreadEvent {}
}
