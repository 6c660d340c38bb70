package com.example;

// snippet: webhook-bean
import io.github.liveblocks4j.webhook.NotificationEvent;
import io.github.liveblocks4j.webhook.WebhookHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
public class MentionMailer implements WebhookHandler {

  @Inject private Mail mail;

  @Override
  public void handle(Delivery delivery) {
    if (delivery.event() instanceof NotificationEvent.TextMention mention
        && mention.notice().channel().equals("email")) {
      mail.send(mention.notice().userId(), "You were mentioned in " + mention.roomId());
    }
  }
}
// end
