package com.example;

// snippet: webhook-observer
import io.github.liveblocks4j.webhook.NotificationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

@ApplicationScoped
public class MentionMailer {

  @Inject private Mail mail;

  void send(@Observes NotificationEvent.TextMention mention) {
    if (mention.notice().channel().equals("email")) {
      mail.send(mention.notice().userId(), "You were mentioned in " + mention.roomId());
    }
  }
}
// end
