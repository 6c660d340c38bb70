package io.github.liveblocks4j.webhook;

import java.util.List;
import java.util.stream.Stream;

/** One event of each kind: CDI tells who observes an object, not who observes a type. */
final class EventSamples {

  private static final String JSON =
      """
      {"type": "%1$s", "data": {"kind": "%2$s", "projectId": "p", "roomId": "r", "threadId": "t",
      "commentId": "c", "mentionId": "m", "subjectId": "s", "inboxNotificationId": "i", "channel": "email",
      "userId": "u", "createdBy": "u", "updatedBy": "u", "addedBy": "u", "removedBy": "u", "emoji": "e",
      "createdAt": "%3$s", "updatedAt": "%3$s", "editedAt": "%3$s", "deletedAt": "%3$s", "addedAt": "%3$s",
      "removedAt": "%3$s", "enteredAt": "%3$s", "leftAt": "%3$s", "triggeredAt": "%3$s",
      "connectionId": 1, "numActiveUsers": 1}}
      """;

  private static final List<String> TYPES =
      List.of(
          "roomCreated",
          "roomDeleted",
          "storageUpdated",
          "ydocUpdated",
          "userEntered",
          "userLeft",
          "threadCreated",
          "threadDeleted",
          "threadMetadataUpdated",
          "threadMarkedAsResolved",
          "threadMarkedAsUnresolved",
          "commentCreated",
          "commentEdited",
          "commentDeleted",
          "commentReactionAdded",
          "commentReactionRemoved",
          "commentMetadataUpdated",
          "unknown");

  private EventSamples() {}

  static List<WebhookEvent> all() {
    return Stream.concat(
            TYPES.stream().map(type -> sample(type, "")),
            Stream.of("thread", "textMention", "$custom").map(kind -> sample("notification", kind)))
        .toList();
  }

  private static WebhookEvent sample(String type, String kind) {
    return WebhookEvent.parse(JSON.formatted(type, kind, "2026-01-01T00:00:00Z"));
  }
}
