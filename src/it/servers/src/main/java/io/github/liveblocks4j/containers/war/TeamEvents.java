package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.webhook.Delivery;
import io.github.liveblocks4j.webhook.WebhookHandler;

/**
 * Handles events, but not those of one room: so that a test sees from outside that it was asked.
 */
public class TeamEvents implements WebhookHandler {

  @Override
  public void handle(Delivery delivery) {
    if ("refused".equals(delivery.event().roomId())) {
      throw new IllegalStateException("no events of this room");
    }
  }
}
