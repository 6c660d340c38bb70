package io.github.liveblocks4j.webhook;

import java.util.Objects;

/**
 * A verified delivery, for a {@link WebhookHandler}. Immutable.
 *
 * @param id the {@code webhook-id}, the same each time Liveblocks sends this event: what a handler
 *     stores in the transaction of its own work makes that work happen exactly once
 * @param event what has happened
 */
public record Delivery(String id, WebhookEvent event) {

  /**
   * Checks that both are there.
   *
   * @param id the {@code webhook-id}
   * @param event what has happened
   */
  public Delivery {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(event, "event");
  }
}
