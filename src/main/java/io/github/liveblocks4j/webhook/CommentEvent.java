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

  /**
   * {@code commentCreated}: a user wrote a comment.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param createdAt when
   * @param createdBy the user's id
   */
  record Created(
      Payload payload, String threadId, String commentId, Instant createdAt, String createdBy)
      implements CommentEvent {}

  /**
   * {@code commentEdited}: a comment was edited. Liveblocks does not deliver by whom.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param editedAt when
   */
  record Edited(Payload payload, String threadId, String commentId, Instant editedAt)
      implements CommentEvent {}

  /**
   * {@code commentDeleted}: a comment was deleted. Liveblocks does not deliver by whom.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param deletedAt when
   */
  record Deleted(Payload payload, String threadId, String commentId, Instant deletedAt)
      implements CommentEvent {}

  /**
   * {@code commentReactionAdded}: a user reacted to a comment.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param emoji the reaction
   * @param addedAt when
   * @param addedBy the user's id
   */
  record ReactionAdded(
      Payload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant addedAt,
      String addedBy)
      implements CommentEvent {}

  /**
   * {@code commentReactionRemoved}: a user removed a reaction.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param emoji the reaction
   * @param removedAt when
   * @param removedBy the user's id
   */
  record ReactionRemoved(
      Payload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant removedAt,
      String removedBy)
      implements CommentEvent {}

  /**
   * {@code commentMetadataUpdated}: a user changed a comment's metadata.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param updatedAt when
   * @param updatedBy the user's id
   */
  record MetadataUpdated(
      Payload payload, String threadId, String commentId, Instant updatedAt, String updatedBy)
      implements CommentEvent {}
}
