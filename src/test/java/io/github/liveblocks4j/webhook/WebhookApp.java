package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;

/** The endpoint in a real Jetty, and what signs deliveries as Liveblocks does. */
record WebhookApp(TestApp app) implements AutoCloseable {

  /** As the Liveblocks dashboard makes them; the text shows which one leaked. */
  static final String SECRET = "whsec_topsecretOldtopsecretOldtopsecretOldAA==";

  static final String OTHER_SECRET = "whsec_topsecretNewtopsecretNewtopsecretNewAA==";

  static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

  static WebhookApp start(WebhookHandler handler) {
    return start(handler, Map.of("webhookSecret", SECRET), context -> {});
  }

  static WebhookApp start(
      WebhookHandler handler, Map<String, String> params, Consumer<ServletContextHandler> more) {
    return new WebhookApp(
        TestApp.with(
            new LiveblocksWebhookServlet(),
            params,
            context -> {
              context.setAttribute(WebhookHandler.class.getName(), handler);
              more.accept(context);
            }));
  }

  /** Starts it without a handler but for one that a setting names. */
  static WebhookApp start(Map<String, String> params) {
    return new WebhookApp(TestApp.with(new LiveblocksWebhookServlet(), params));
  }

  /** The delivery of a comment. */
  static WebhookDelivery comment() {
    return SIGNER.event("commentCreated", Map.of("roomId", "acme:plans"));
  }

  HttpResponse<String> post(WebhookDelivery delivery) {
    return app.send(request(delivery));
  }

  int status(WebhookDelivery delivery) {
    return post(delivery).statusCode();
  }

  HttpRequest.Builder request(WebhookDelivery delivery) {
    HttpRequest.Builder request =
        app.request(TestApp.PATH).POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
    delivery.headers().forEach(request::header);
    return request;
  }

  /** Sends the head of a delivery, whose body has so many bytes. */
  RawRequest head(WebhookDelivery delivery, int length) throws IOException {
    List<String> headers = new ArrayList<>(List.of("Content-Length: " + length));
    delivery.headers().forEach((name, value) -> headers.add(name + ": " + value));
    return app.begin(headers.toArray(String[]::new));
  }

  @Override
  public void close() {
    app.close();
  }
}
