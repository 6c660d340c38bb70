package io.github.liveblocks4j.example;

import io.github.liveblocks4j.webhook.Delivery;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.servlet.ServletContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Handles what arrives at {@code /api/liveblocks-webhook}: keeps the last deliveries, and tells the
 * pages. The endpoint has verified them, and hands each over once, however often it arrives.
 */
final class WebhookFeed implements WebhookHandler {

  private static final int MAX = 20;

  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final Changes changes;
  private final TestWebhook test;

  /** The test webhook is null where real ones arrive. */
  WebhookFeed(Changes changes, TestWebhook test) {
    this.changes = changes;
    this.test = test;
  }

  /** The one of this application. */
  static WebhookFeed of(ServletContext context) {
    return (WebhookFeed) context.getAttribute(WebhookHandler.class.getName());
  }

  /** Where the endpoint looks for a handler that needs more than its constructor can know. */
  void shareIn(ServletContext context) {
    context.setAttribute(WebhookHandler.class.getName(), this);
  }

  @Override
  public void handle(Delivery delivery) {
    synchronized (this) {
      deliveries.addFirst(delivery);
      if (deliveries.size() > MAX) {
        deliveries.removeLast();
      }
    }
    changes.publish();
  }

  /** The newest first. */
  synchronized List<Delivery> latest() {
    return List.copyOf(deliveries);
  }

  Optional<TestWebhook> test() {
    return Optional.ofNullable(test);
  }
}
