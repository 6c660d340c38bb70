package com.example;

// snippet: webhook-servlet
import io.github.liveblocks4j.webhook.InvalidWebhookException;
import io.github.liveblocks4j.webhook.WebhookEvent;
import io.github.liveblocks4j.webhook.WebhookVerifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public class OwnWebhookServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY = 1_000_000;

  private final transient WebhookVerifier verifier;
  private final transient CommentIndex index;

  public OwnWebhookServlet(String secret, CommentIndex index) {
    this.verifier = WebhookVerifier.of(secret);
    this.index = index;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY); // before anything reads parameters
    WebhookEvent event;
    try {
      event =
          verifier.verify(
              request.getHeader(WebhookVerifier.ID_HEADER),
              request.getHeader(WebhookVerifier.TIMESTAMP_HEADER),
              request.getHeader(WebhookVerifier.SIGNATURE_HEADER),
              body);
    } catch (InvalidWebhookException e) {
      log("Webhook rejected: " + e.getMessage()); // the reason is for the log only
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    index.handle(event); // what it throws is 500: Liveblocks tries again
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
// end
