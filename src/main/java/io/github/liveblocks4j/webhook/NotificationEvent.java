package io.github.liveblocks4j.webhook;

import java.time.Instant;

/**
 * {@code notification}: a user has an unread inbox notification, and is to be told by another
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
   * @param userId who is to be told
   * @param inboxNotificationId the inbox notification
   * @param createdAt when this event was created
   * @param triggeredAt when the inbox notification was triggered; older comments are not its cause
   */
  record Notice(
      String channel,
      String userId,
      String inboxNotificationId,
      Instant createdAt,
      Instant triggeredAt) {

    static Notice from(EventReader data) {
      return new Notice(
          data.text("channel"),
          data.text("userId"),
          data.text("inboxNotificationId"),
          data.instant("createdAt"),
          data.instant("triggeredAt"));
    }
  }

  /**
   * Kind {@code thread}: comments of a thread are unread.
   *
   * @param payload what all deliveries have in common
   * @param notice by which channel, for whom, and when
   * @param threadId the thread
   */
  record UnreadThread(WebhookPayload payload, Notice notice, String threadId)
      implements NotificationEvent {

    static UnreadThread from(EventReader data) {
      return new UnreadThread(data.payload(), Notice.from(data), data.threadId());
    }
  }

  /**
   * Kind {@code textMention}: the user was mentioned in a text.
   *
   * @param payload what all deliveries have in common
   * @param notice by which channel, for whom, and when
   * @param mentionId the mention
   */
  record TextMention(WebhookPayload payload, Notice notice, String mentionId)
      implements NotificationEvent {

    static TextMention from(EventReader data) {
      return new TextMention(data.payload(), Notice.from(data), data.text("mentionId"));
    }
  }

  /**
   * A kind of the application's own.
   *
   * @param payload what all deliveries have in common
   * @param notice by which channel, for whom, and when
   * @param kind the kind, which begins with {@code $}
   * @param subjectId what the application triggered it with
   */
  record Custom(WebhookPayload payload, Notice notice, String kind, String subjectId)
      implements NotificationEvent {

    static Custom from(EventReader data) {
      return new Custom(
          data.payload(), Notice.from(data), data.text("kind"), data.text("subjectId"));
    }
  }
}
