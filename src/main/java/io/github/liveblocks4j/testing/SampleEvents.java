package io.github.liveblocks4j.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Liveblocks sends with each type of event. */
final class SampleEvents {

  private static final String COMMENT = "roomId threadId commentId ";
  private static final String THREAD = "roomId threadId ";
  private static final String VISIT = "roomId connectionId userId userInfo numActiveUsers ";
  private static final String NOTIFICATION =
      "channel kind roomId userId inboxNotificationId createdAt triggeredAt ";

  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("storageUpdated", "roomId updatedAt"),
          Map.entry("ydocUpdated", "roomId updatedAt"),
          Map.entry("roomCreated", "roomId createdAt"),
          Map.entry("roomDeleted", "roomId deletedAt"),
          Map.entry("userEntered", VISIT + "enteredAt"),
          Map.entry("userLeft", VISIT + "leftAt"),
          Map.entry("threadCreated", THREAD + "createdAt createdBy"),
          Map.entry("threadDeleted", THREAD + "deletedAt"),
          Map.entry("threadMetadataUpdated", THREAD + "updatedAt updatedBy"),
          Map.entry("threadMarkedAsResolved", THREAD + "updatedAt updatedBy"),
          Map.entry("threadMarkedAsUnresolved", THREAD + "updatedAt updatedBy"),
          Map.entry("commentCreated", COMMENT + "createdAt createdBy"),
          Map.entry("commentEdited", COMMENT + "editedAt"),
          Map.entry("commentDeleted", COMMENT + "deletedAt"),
          Map.entry("commentReactionAdded", COMMENT + "emoji addedAt addedBy"),
          Map.entry("commentReactionRemoved", COMMENT + "emoji removedAt removedBy"),
          Map.entry("commentMetadataUpdated", COMMENT + "updatedAt updatedBy"),
          Map.entry("notification", NOTIFICATION));

  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("roomId", "my-room"),
          Map.entry("threadId", "th_sample"),
          Map.entry("commentId", "cm_sample"),
          Map.entry("inboxNotificationId", "in_sample"),
          Map.entry("mentionId", "mn_sample"),
          Map.entry("subjectId", "my-subject"),
          Map.entry("userId", "alice"),
          Map.entry("userInfo", Map.of("name", "Alice")),
          Map.entry("connectionId", 1),
          Map.entry("numActiveUsers", 1),
          Map.entry("emoji", "👍"),
          Map.entry("channel", "email"),
          Map.entry("kind", "thread"));

  private SampleEvents() {}

  static Map<String, @Nullable Object> data(
      String type, Map<String, ? extends @Nullable Object> given, Instant now) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("projectId", "my-project");
    for (String name : members(type, given)) {
      data.put(name, value(name, now));
    }
    data.putAll(given);
    return data;
  }

  private static List<String> members(String type, Map<String, ?> given) {
    String members = MEMBERS.getOrDefault(type, "");
    if (members.equals(NOTIFICATION)) {
      String kind = String.valueOf(given.containsKey("kind") ? given.get("kind") : "thread");
      members +=
          switch (kind) {
            case "thread" -> "threadId";
            case "textMention" -> "mentionId";
            default -> kind.startsWith("$") ? "subjectId" : "";
          };
    }
    return members.isEmpty() ? List.of() : List.of(members.strip().split(" "));
  }

  private static Object value(String name, Instant now) {
    if (name.endsWith("At")) {
      return now.truncatedTo(ChronoUnit.MILLIS).toString();
    }
    return name.endsWith("By") ? "alice" : Objects.requireNonNull(VALUES.get(name), name);
  }
}
