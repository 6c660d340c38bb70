package io.github.liveblocks4j.example;

import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.servlet.ServletContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Handles what arrives at {@code /api/liveblocks-webhook}: keeps the last deliveries. The endpoint
 * has verified them, and hands each over once, however often it arrives. Thread-safe.
 */
final class WebhookFeed implements WebhookHandler {

  private static final int MAX = 20;

  private final Deque<Delivery> deliveries = new ArrayDeque<>();

  /** Returns the one that {@link StartListener} has shared. */
  static WebhookFeed of(ServletContext context) {
    return (WebhookFeed) context.getAttribute(WebhookHandler.class.getName());
  }

  @Override
  public synchronized void handle(Delivery delivery) {
    deliveries.addFirst(delivery);
    if (deliveries.size() > MAX) {
      deliveries.removeLast();
    }
  }

  /** Returns the last deliveries, the newest first. */
  synchronized List<Delivery> latest() {
    return List.copyOf(deliveries);
  }
}
