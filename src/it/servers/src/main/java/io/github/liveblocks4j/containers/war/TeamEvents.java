package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.webhook.WebhookHandler;

/** Fails for one room, so that a test sees from outside that it was called. */
public class TeamEvents implements WebhookHandler {

  @Override
  public void handle(Delivery delivery) {
    if ("failing".equals(delivery.event().roomId())) {
      throw new IllegalStateException("no events of this room");
    }
  }
}
