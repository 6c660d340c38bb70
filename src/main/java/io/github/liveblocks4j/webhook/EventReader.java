package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a delivery's {@code data}. Its methods throw whatever runtime exception
 * comes when a member is missing or of another type; {@link #read} makes that an unknown event.
 */
final class EventReader {

  private static final Json JSON = new Json();

  private final WebhookPayload payload;
  private final JsonObject data;

  private EventReader(WebhookPayload payload, JsonObject data) {
    this.payload = payload;
    this.data = data;
  }

  static WebhookEvent read(String text) {
    JsonObject json;
    try {
      json = JSON.readObject(text);
    } catch (JsonException e) {
      throw new InvalidWebhookException("the delivery is not a JSON object", e);
    }
    if (!(json.get("type") instanceof JsonString type)) {
      throw new InvalidWebhookException("the delivery has no type that is a string", null);
    }
    JsonObject data =
        json.get("data") instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
    String projectId = textOrNull(data, "projectId");
    EventReader reader =
        new EventReader(
            new WebhookPayload(
                type.getString(),
                projectId == null ? textOrNull(data, "appId") : projectId, // Its former name.
                textOrNull(data, "roomId"),
                text),
            data);
    try {
      return reader.event();
    } catch (RuntimeException e) {
      return new UnknownEvent(reader.payload);
    }
  }

  private WebhookEvent event() {
    return switch (payload.type()) {
      case "roomCreated" -> RoomEvent.Created.from(this);
      case "roomDeleted" -> RoomEvent.Deleted.from(this);
      case "storageUpdated" -> RoomEvent.StorageUpdated.from(this);
      case "ydocUpdated" -> RoomEvent.YdocUpdated.from(this);
      case "userEntered" -> UserEvent.Entered.from(this);
      case "userLeft" -> UserEvent.Left.from(this);
      case "threadCreated" -> ThreadEvent.Created.from(this);
      case "threadDeleted" -> ThreadEvent.Deleted.from(this);
      case "threadMetadataUpdated" -> ThreadEvent.MetadataUpdated.from(this);
      case "threadMarkedAsResolved" -> ThreadEvent.MarkedAsResolved.from(this);
      case "threadMarkedAsUnresolved" -> ThreadEvent.MarkedAsUnresolved.from(this);
      case "commentCreated" -> CommentEvent.Created.from(this);
      case "commentEdited" -> CommentEvent.Edited.from(this);
      case "commentDeleted" -> CommentEvent.Deleted.from(this);
      case "commentReactionAdded" -> CommentEvent.ReactionAdded.from(this);
      case "commentReactionRemoved" -> CommentEvent.ReactionRemoved.from(this);
      case "commentMetadataUpdated" -> CommentEvent.MetadataUpdated.from(this);
      case "notification" -> notification();
      default -> new UnknownEvent(payload);
    };
  }

  private WebhookEvent notification() {
    String kind = text("kind");
    return switch (kind) {
      case "thread" -> NotificationEvent.UnreadThread.from(this);
      case "textMention" -> NotificationEvent.TextMention.from(this);
      default ->
          kind.startsWith("$") ? NotificationEvent.Custom.from(this) : new UnknownEvent(payload);
    };
  }

  /** Returns the payload of what need not be in a room. */
  WebhookPayload payload() {
    Objects.requireNonNull(payload.projectId());
    return payload;
  }

  WebhookPayload inRoom() {
    Objects.requireNonNull(payload.roomId());
    return payload();
  }

  String threadId() {
    return text("threadId");
  }

  String commentId() {
    return text("commentId");
  }

  String text(String name) {
    return data.getString(name);
  }

  @Nullable String textOrNull(String name) {
    return textOrNull(data, name);
  }

  private static @Nullable String textOrNull(JsonObject data, String name) {
    return data.getString(name, null);
  }

  /** With or without milliseconds. */
  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  long number(String name) {
    return data.getJsonNumber(name).longValueExact();
  }

  Map<String, Object> map(String name) {
    return data.get(name) instanceof JsonObject object ? Json.toMap(object) : Map.of();
  }
}
