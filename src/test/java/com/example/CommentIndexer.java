package com.example;

// snippet: webhook-handler
import io.github.liveblocks4j.webhook.WebhookHandler;

public class CommentIndexer implements WebhookHandler {

  private final CommentIndex index = new CommentIndex();

  @Override
  public void handle(Delivery delivery) {
    index.handle(delivery.event()); // what it throws is 500: Liveblocks sends the event again
  }
}
// end
