package io.github.liveblocks4j.webhook;

import java.time.Instant;

/**
 * An event of a comment. Its text is not delivered: {@code GET
 * /v2/rooms/{roomId}/threads/{threadId}/comments/{commentId}} has it.
 */
public sealed interface CommentEvent extends RoomEvent {

  /**
   * Returns the thread.
   *
   * @return its id, unique within the room
   */
  String threadId();

  /**
   * Returns the comment.
   *
   * @return its id, unique within the room
   */
  String commentId();

  /** {@code commentCreated}: a user wrote a comment. */
  record Created(
      Payload payload, String threadId, String commentId, Instant createdAt, String createdBy)
      implements CommentEvent {}

  /** {@code commentEdited}: a comment was edited. Liveblocks does not deliver by whom. */
  record Edited(Payload payload, String threadId, String commentId, Instant editedAt)
      implements CommentEvent {}

  /** {@code commentDeleted}: a comment was deleted. Liveblocks does not deliver by whom. */
  record Deleted(Payload payload, String threadId, String commentId, Instant deletedAt)
      implements CommentEvent {}

  /** {@code commentReactionAdded}: a user reacted to a comment by an emoji. */
  record ReactionAdded(
      Payload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant addedAt,
      String addedBy)
      implements CommentEvent {}

  /** {@code commentReactionRemoved}: a user removed such a reaction. */
  record ReactionRemoved(
      Payload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant removedAt,
      String removedBy)
      implements CommentEvent {}

  /** {@code commentMetadataUpdated}: a user changed a comment's metadata. */
  record MetadataUpdated(
      Payload payload, String threadId, String commentId, Instant updatedAt, String updatedBy)
      implements CommentEvent {}
}
