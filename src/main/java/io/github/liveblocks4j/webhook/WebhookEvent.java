package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.Masking;
import org.jspecify.annotations.Nullable;

/**
 * What Liveblocks reports with a delivery. Immutable.
 *
 * <pre>{@code
 * if (event instanceof CommentEvent.Created comment) {
 *   index(comment.roomId(), comment.threadId(), comment.commentId());
 * }
 * }</pre>
 *
 * <p>Components of the same name mean the same in all events: {@code …At} is when it happened,
 * {@code …By} the id of the user who did it.
 *
 * <p>Liveblocks announces more types, so an {@link Unknown} event is certain to arrive one day:
 * ignore it, and respond with success.
 */
public sealed interface WebhookEvent permits RoomEvent, NotificationEvent, WebhookEvent.Unknown {

  /**
   * Returns what all deliveries have in common.
   *
   * @return type, project, room, and the JSON as it came
   */
  Payload payload();

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
   * @return its id; null only for an {@link Unknown} event without one
   */
  default @Nullable String projectId() {
    return payload().projectId();
  }

  /**
   * Returns the room.
   *
   * @return its id; null only for a {@link NotificationEvent} outside any room, or an {@link
   *     Unknown} event
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
   * Reads an event from JSON, such as {@link #json()} that was stored in a queue. Verifies nothing:
   * what comes from the network goes through {@link WebhookVerifier#verify}. What it does not know,
   * or cannot read as the type that it claims to be, is an {@link Unknown} event.
   *
   * @param json the body of a verified delivery
   * @return the event
   * @throws InvalidWebhookException when it is not a JSON object with a {@code type} that is a
   *     string, or is nested too deep
   */
  static WebhookEvent parse(String json) {
    return EventReader.read(json);
  }

  /**
   * What all deliveries have in common.
   *
   * @param type the type as Liveblocks names it, for example {@code commentCreated}
   * @param projectId the project; null only for an {@link Unknown} event without one
   * @param roomId the room; null only for a {@link NotificationEvent} outside any room, or an
   *     {@link Unknown} event
   * @param json the whole body as it came, with members that have no component here
   */
  record Payload(String type, @Nullable String projectId, @Nullable String roomId, String json) {

    /** Returns no JSON, which can be personal data. */
    @Override
    public String toString() {
      return Masking.line("[%s, project %s, room %s]".formatted(type, projectId, roomId), 1_000);
    }
  }

  /**
   * An event of a type that this version does not know, or that lacks what its type must have.
   * {@link #json()} has all of it.
   */
  record Unknown(Payload payload) implements WebhookEvent {}
}
