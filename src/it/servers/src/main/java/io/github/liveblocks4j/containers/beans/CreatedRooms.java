package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.webhook.RoomEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Observes webhooks, as {@code TeamEvents} handles them. */
@ApplicationScoped
public class CreatedRooms {

  /** Called for each room that was created. */
  public void created(@Observes RoomEvent.Created event) {
    if (event.roomId().equals("refused")) {
      throw new IllegalStateException("no events of this room");
    }
  }
}
