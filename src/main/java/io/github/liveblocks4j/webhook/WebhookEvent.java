package io.github.liveblocks4j.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a verified delivery tells. Immutable.
 *
 * <pre>{@code
 * if (WebhookEvent.parse(body) instanceof CommentEvent.Created comment) {
 *   index(comment.roomId(), comment.threadId(), comment.commentId());
 * }
 * }</pre>
 *
 * <p>Liveblocks announces more types, so an {@link UnknownEvent} is certain to arrive one day: let
 * it pass, and respond with success.
 */
public sealed interface WebhookEvent permits RoomEvent, NotificationEvent, UnknownEvent {

  /**
   * Returns what all deliveries have in common.
   *
   * @return type, project, room, and the JSON as it came
   */
  WebhookPayload payload();

  /**
   * Returns the type as Liveblocks names it.
   *
   * @return for example {@code commentCreated}
   */
  default String type() {
    return payload().type();
  }

  /**
   * Returns the project.
   *
   * @return its id; null only for an {@link UnknownEvent} without one
   */
  default @Nullable String projectId() {
    return payload().projectId();
  }

  /**
   * Returns the room.
   *
   * @return its id; null only for a {@link NotificationEvent} outside any room, or an {@link
   *     UnknownEvent}
   */
  default @Nullable String roomId() {
    return payload().roomId();
  }

  /**
   * Returns the whole body as it came, for members that have no component here.
   *
   * @return a JSON object with {@code type} and {@code data}
   */
  default String json() {
    return payload().json();
  }

  /**
   * Reads the body of a verified delivery. What it does not know, or cannot read as the type that
   * it claims to be, is an {@link UnknownEvent}.
   *
   * @param body the bytes of the body, UTF-8
   * @return the event
   * @throws InvalidWebhookException when it is not a JSON object with a {@code type} that is a
   *     string, or is nested far too deep
   */
  static WebhookEvent parse(byte[] body) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidWebhookException("the delivery is not UTF-8", e);
    }
  }

  /**
   * Reads the body of a verified delivery. What it does not know, or cannot read as the type that
   * it claims to be, is an {@link UnknownEvent}.
   *
   * @param body the text of the body
   * @return the event
   * @throws InvalidWebhookException when it is not a JSON object with a {@code type} that is a
   *     string, or is nested far too deep
   */
  static WebhookEvent parse(String body) {
    return EventReader.read(body);
  }
}
