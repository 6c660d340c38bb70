package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.containers.war.TeamEvents;
import io.github.liveblocks4j.webhook.Delivery;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** A webhook handler that is a bean. */
@ApplicationScoped
public class BeanEvents implements WebhookHandler {

  @Override
  public void handle(Delivery delivery) {
    new TeamEvents().handle(delivery);
  }
}
