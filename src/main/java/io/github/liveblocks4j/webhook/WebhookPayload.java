package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.Masking;
import org.jspecify.annotations.Nullable;

/**
 * What all deliveries have in common. Immutable.
 *
 * @param type the type as Liveblocks names it, for example {@code commentCreated}
 * @param projectId the project; null only for an {@link UnknownEvent} without one
 * @param roomId the room; null only for a {@link NotificationEvent} outside any room, or an {@link
 *     UnknownEvent}
 * @param json the whole body as it came, with members that have no component here
 */
public record WebhookPayload(
    String type, @Nullable String projectId, @Nullable String roomId, String json) {

  /** Returns no JSON, which can be personal data. */
  @Override
  public String toString() {
    return Masking.line("[%s, project %s, room %s]".formatted(type, projectId, roomId), 1_000);
  }
}
