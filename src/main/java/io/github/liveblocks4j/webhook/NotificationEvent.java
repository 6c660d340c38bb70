package io.github.liveblocks4j.webhook;

import java.time.Instant;

/**
 * {@code notification}: a user has an unread inbox notification, and is to be notified by another
 * channel. The room is null where a custom notification belongs to none.
 */
public sealed interface NotificationEvent extends WebhookEvent {

  /**
   * Returns by which channel, for whom, and when.
   *
   * @return what all kinds have in common
   */
  Notice notice();

  /**
   * What all kinds have in common.
   *
   * @param channel {@code email}, {@code slack}, {@code teams}, {@code webPush}, or one that
   *     Liveblocks adds
   * @param userId who is to be notified
   * @param inboxNotificationId the inbox notification
   * @param createdAt when this event was created
   * @param triggeredAt when the inbox notification was triggered; older comments are not its cause
   */
  record Notice(
      String channel,
      String userId,
      String inboxNotificationId,
      Instant createdAt,
      Instant triggeredAt) {}

  /** Kind {@code thread}: comments of a thread are unread. */
  record UnreadThread(Payload payload, Notice notice, String threadId)
      implements NotificationEvent {}

  /** Kind {@code textMention}: the user was mentioned in a text. */
  record TextMention(Payload payload, Notice notice, String mentionId)
      implements NotificationEvent {}

  /**
   * A kind of the application's own.
   *
   * @param kind the kind, which begins with {@code $}
   * @param subjectId what the application triggered it with
   */
  record Custom(Payload payload, Notice notice, String kind, String subjectId)
      implements NotificationEvent {}
}
