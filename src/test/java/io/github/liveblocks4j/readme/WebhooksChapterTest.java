package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CommentIndex;
import com.example.CommentIndexer;
import com.example.Mail;
import com.example.MentionMailer;
import com.example.OwnWebhookServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import io.github.liveblocks4j.webhook.LiveblocksWebhookServlet;
import java.net.URI;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** Runs the snippets of the chapter on webhooks. */
class WebhooksChapterTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void ownServletWhenSignedThenHandlesTheEvent() {
    CommentIndex index = new CommentIndex();
    try (TestApp app = TestApp.with(new OwnWebhookServlet(SECRET, index), Map.of())) {
      URI url = app.uri(TestApp.PATH);

      // snippet: webhook-signer
      WebhookSigner signer = WebhookSigner.of(SECRET); // the secret of the endpoint

      WebhookDelivery created =
          signer.event("commentCreated", Map.of("roomId", "acme:plans", "commentId", "cm_1"));
      int status = created.postTo(url); // 204

      WebhookDelivery retry = signer.sign(created.id(), created.body()); // same id, a later time
      // end

      assertThat(status).isEqualTo(204);
      assertThat(retry.postTo(url)).isEqualTo(204);
      assertThat(index.comments()).containsExactly("acme:plans/cm_1");

      assertThat(signer.event("roomRenamed", Map.of()).postTo(url)).isEqualTo(204);
      assertThat(signer.event("roomDeleted", Map.of("roomId", "acme:plans")).postTo(url))
          .isEqualTo(204);
      assertThat(index.comments()).isEmpty();

      WebhookSigner forger = WebhookSigner.of("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
      assertThat(forger.sign(created.id(), created.body()).postTo(url)).isEqualTo(401);
      assertThat(index.comments()).isEmpty();
    }
  }

  @Test
  void handlerWhenTheEndpointHasItThenHandlesTheEvent() {
    try (TestApp app =
        TestApp.with(
            new LiveblocksWebhookServlet(),
            Map.of("webhookSecret", SECRET, "webhookHandler", CommentIndexer.class.getName()))) {
      WebhookDelivery created = WebhookSigner.of(SECRET).event("commentCreated", Map.of());

      assertThat(created.postTo(app.uri(TestApp.PATH))).isEqualTo(200);
    }
  }

  @Test
  void beanWhenAUserIsMentionedThenIsNotified() {
    try (WeldContainer cdi =
            new Weld()
                .disableDiscovery()
                .beanClasses(Mail.class, MentionMailer.class)
                .initialize();
        TestApp app =
            TestApp.with(new LiveblocksWebhookServlet(), Map.of("webhookSecret", SECRET))) {
      WebhookDelivery mention =
          WebhookSigner.of(SECRET)
              .event(
                  "notification",
                  Map.of("kind", "textMention", "userId", "bob", "roomId", "acme:plans"));

      assertThat(mention.postTo(app.uri(TestApp.PATH))).isEqualTo(200);
      assertThat(cdi.select(Mail.class).get().sent())
          .containsExactly("bob: You were mentioned in acme:plans");
    }
  }
}
