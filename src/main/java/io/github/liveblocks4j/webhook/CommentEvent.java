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
   * {@code commentCreated}: somebody wrote a comment.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param createdAt when
   * @param createdBy the user's id
   */
  record Created(
      WebhookPayload payload,
      String threadId,
      String commentId,
      Instant createdAt,
      String createdBy)
      implements CommentEvent {

    static Created from(EventReader data) {
      return new Created(
          data.inRoom(),
          data.threadId(),
          data.commentId(),
          data.instant("createdAt"),
          data.text("createdBy"));
    }
  }

  /**
   * {@code commentEdited}: a comment was edited; nothing says by whom.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param editedAt when
   */
  record Edited(WebhookPayload payload, String threadId, String commentId, Instant editedAt)
      implements CommentEvent {

    static Edited from(EventReader data) {
      return new Edited(data.inRoom(), data.threadId(), data.commentId(), data.instant("editedAt"));
    }
  }

  /**
   * {@code commentDeleted}: a comment was deleted; nothing says by whom.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param deletedAt when
   */
  record Deleted(WebhookPayload payload, String threadId, String commentId, Instant deletedAt)
      implements CommentEvent {

    static Deleted from(EventReader data) {
      return new Deleted(
          data.inRoom(), data.threadId(), data.commentId(), data.instant("deletedAt"));
    }
  }

  /**
   * {@code commentReactionAdded}: somebody reacted to a comment.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param emoji the reaction
   * @param addedAt when
   * @param addedBy the user's id
   */
  record ReactionAdded(
      WebhookPayload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant addedAt,
      String addedBy)
      implements CommentEvent {

    static ReactionAdded from(EventReader data) {
      return new ReactionAdded(
          data.inRoom(),
          data.threadId(),
          data.commentId(),
          data.text("emoji"),
          data.instant("addedAt"),
          data.text("addedBy"));
    }
  }

  /**
   * {@code commentReactionRemoved}: somebody took a reaction back.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param emoji the reaction
   * @param removedAt when
   * @param removedBy the user's id
   */
  record ReactionRemoved(
      WebhookPayload payload,
      String threadId,
      String commentId,
      String emoji,
      Instant removedAt,
      String removedBy)
      implements CommentEvent {

    static ReactionRemoved from(EventReader data) {
      return new ReactionRemoved(
          data.inRoom(),
          data.threadId(),
          data.commentId(),
          data.text("emoji"),
          data.instant("removedAt"),
          data.text("removedBy"));
    }
  }

  /**
   * {@code commentMetadataUpdated}: somebody changed a comment's metadata.
   *
   * @param payload what all deliveries have in common
   * @param threadId the thread
   * @param commentId the comment
   * @param updatedAt when
   * @param updatedBy the user's id
   */
  record MetadataUpdated(
      WebhookPayload payload,
      String threadId,
      String commentId,
      Instant updatedAt,
      String updatedBy)
      implements CommentEvent {

    static MetadataUpdated from(EventReader data) {
      return new MetadataUpdated(
          data.inRoom(),
          data.threadId(),
          data.commentId(),
          data.instant("updatedAt"),
          data.text("updatedBy"));
    }
  }
}
