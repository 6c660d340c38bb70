package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.webhook.UserEvent.Visitor;
import io.github.liveblocks4j.webhook.WebhookEvent.Payload;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads events. A member that is missing or of another type makes {@link #event} throw some runtime
 * exception, and {@link #read} return an unknown event.
 */
final class EventReader {

  private static final Json JSON = new Json();

  private final Payload payload;
  private final JsonObject data;

  private EventReader(Payload payload, JsonObject data) {
    this.payload = payload;
    this.data = data;
  }

  static WebhookEvent read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidWebhookException("the body is not UTF-8", e);
    }
  }

  static WebhookEvent read(String text) {
    JsonObject json;
    try {
      json = JSON.readObject(text);
    } catch (JsonException e) {
      throw new InvalidWebhookException("the body is not a JSON object", e);
    }
    if (!(json.get("type") instanceof JsonString type)) {
      throw new InvalidWebhookException("the body has no type that is a string");
    }
    JsonObject data =
        json.get("data") instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
    String formerProjectId = data.getString("appId", null);
    Payload payload =
        new Payload(
            type.getString(),
            data.getString("projectId", formerProjectId),
            data.getString("roomId", null),
            text);
    try {
      return new EventReader(payload, data).event();
    } catch (RuntimeException e) {
      return new WebhookEvent.Unknown(payload);
    }
  }

  private WebhookEvent event() {
    return switch (payload.type()) {
      case "roomCreated" -> new RoomEvent.Created(inRoom(), instant("createdAt"));
      case "roomDeleted" -> new RoomEvent.Deleted(inRoom(), instant("deletedAt"));
      case "storageUpdated" -> new RoomEvent.StorageUpdated(inRoom(), instant("updatedAt"));
      case "ydocUpdated" -> new RoomEvent.YdocUpdated(inRoom(), instant("updatedAt"));
      case "userEntered" ->
          new UserEvent.Entered(
              inRoom(), visitor(), number("numActiveUsers"), instant("enteredAt"));
      case "userLeft" ->
          new UserEvent.Left(inRoom(), visitor(), number("numActiveUsers"), instant("leftAt"));
      case "threadCreated" ->
          new ThreadEvent.Created(inRoom(), thread(), instant("createdAt"), text("createdBy"));
      case "threadDeleted" -> new ThreadEvent.Deleted(inRoom(), thread(), instant("deletedAt"));
      case "threadMetadataUpdated" ->
          new ThreadEvent.MetadataUpdated(
              inRoom(), thread(), instant("updatedAt"), text("updatedBy"));
      case "threadMarkedAsResolved" ->
          new ThreadEvent.MarkedAsResolved(
              inRoom(), thread(), instant("updatedAt"), text("updatedBy"));
      case "threadMarkedAsUnresolved" ->
          new ThreadEvent.MarkedAsUnresolved(
              inRoom(), thread(), instant("updatedAt"), text("updatedBy"));
      case "commentCreated" ->
          new CommentEvent.Created(
              inRoom(), thread(), comment(), instant("createdAt"), text("createdBy"));
      case "commentEdited" ->
          new CommentEvent.Edited(inRoom(), thread(), comment(), instant("editedAt"));
      case "commentDeleted" ->
          new CommentEvent.Deleted(inRoom(), thread(), comment(), instant("deletedAt"));
      case "commentReactionAdded" ->
          new CommentEvent.ReactionAdded(
              inRoom(), thread(), comment(), text("emoji"), instant("addedAt"), text("addedBy"));
      case "commentReactionRemoved" ->
          new CommentEvent.ReactionRemoved(
              inRoom(),
              thread(),
              comment(),
              text("emoji"),
              instant("removedAt"),
              text("removedBy"));
      case "commentMetadataUpdated" ->
          new CommentEvent.MetadataUpdated(
              inRoom(), thread(), comment(), instant("updatedAt"), text("updatedBy"));
      case "notification" -> notification(text("kind"));
      default -> new WebhookEvent.Unknown(payload);
    };
  }

  private WebhookEvent notification(String kind) {
    NotificationEvent.Notice notice =
        new NotificationEvent.Notice(
            text("channel"),
            text("userId"),
            text("inboxNotificationId"),
            instant("createdAt"),
            instant("triggeredAt"));
    return switch (kind) {
      case "thread" -> new NotificationEvent.UnreadThread(inProject(), notice, thread());
      case "textMention" ->
          new NotificationEvent.TextMention(inProject(), notice, text("mentionId"));
      default ->
          kind.startsWith("$")
              ? new NotificationEvent.Custom(inProject(), notice, kind, text("subjectId"))
              : new WebhookEvent.Unknown(payload);
    };
  }

  private Payload inProject() {
    Objects.requireNonNull(payload.projectId());
    return payload;
  }

  private Payload inRoom() {
    Objects.requireNonNull(payload.roomId());
    return inProject();
  }

  private Visitor visitor() {
    @Nullable String userId = data.getString("userId", null);
    Map<String, Object> info =
        data.get("userInfo") instanceof JsonObject object ? Json.toMap(object) : Map.of();
    return new Visitor(number("connectionId"), userId, info);
  }

  private String thread() {
    return text("threadId");
  }

  private String comment() {
    return text("commentId");
  }

  private String text(String name) {
    return data.getString(name);
  }

  /** With or without milliseconds. */
  private Instant instant(String name) {
    return Instant.parse(text(name));
  }

  private long number(String name) {
    return data.getJsonNumber(name).longValueExact();
  }
}
