package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CommentIndex;
import com.example.OwnWebhookServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the snippets of the chapter on webhooks, in a real Jetty. */
class WebhooksChapterTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final CommentIndex index = new CommentIndex();
  private final TestApp app = TestApp.with(new OwnWebhookServlet(SECRET, index), Map.of());

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void postWhenSignedThenTheEventIsHandled() {
    URI url = app.uri(TestApp.PATH);

    // snippet: webhook-signer
    WebhookSigner signer = WebhookSigner.of(SECRET); // the one that the handler is configured with

    WebhookDelivery created =
        signer.event("commentCreated", Map.of("roomId", "acme:plans", "commentId", "cm_1"));
    int status = created.postTo(url); // 204

    WebhookDelivery retry = signer.sign(created.id(), created.body()); // the same id, a later time
    // end

    assertThat(status).isEqualTo(204);
    assertThat(retry.postTo(url)).isEqualTo(204);
    assertThat(index.comments()).containsExactly("acme:plans/cm_1");

    signer.event("commentDeleted", Map.of("roomId", "acme:plans", "commentId", "cm_1")).postTo(url);
    assertThat(index.comments()).isEmpty();
  }

  @Test
  void postWhenTheRoomIsDeletedThenItsCommentsAre() {
    WebhookSigner signer = WebhookSigner.of(SECRET);
    signer
        .event("commentCreated", Map.of("roomId", "a", "commentId", "cm_1"))
        .postTo(app.uri(TestApp.PATH));
    signer
        .event("commentCreated", Map.of("roomId", "b", "commentId", "cm_2"))
        .postTo(app.uri(TestApp.PATH));

    signer.event("roomDeleted", Map.of("roomId", "a")).postTo(app.uri(TestApp.PATH));

    assertThat(index.comments()).containsExactly("b/cm_2");
  }

  @Test
  void postWhenTypeIsUnknownThenItPasses() {
    assertThat(
            WebhookSigner.of(SECRET).event("roomRenamed", Map.of()).postTo(app.uri(TestApp.PATH)))
        .isEqualTo(204);
  }

  @Test
  void postWhenForgedThenUnauthorizedAndNothingIsHandled() {
    WebhookSigner stranger = WebhookSigner.of("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");

    assertThat(stranger.event("commentCreated", Map.of()).postTo(app.uri(TestApp.PATH)))
        .isEqualTo(401);
    assertThat(index.comments()).isEmpty();
  }
}
