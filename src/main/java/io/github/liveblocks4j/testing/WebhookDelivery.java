package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * A signed delivery of a webhook. Immutable; may be sent many times, which is a replay. For a retry
 * as Liveblocks does it, sign id and body again.
 *
 * @param id the delivery's id
 * @param headers {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}
 * @param body the text, sent as UTF-8
 */
public record WebhookDelivery(String id, Map<String, String> headers, String body) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Made when the first delivery is sent. */
  private static final class Client {
    // Over plain HTTP, version 2 would ask for an upgrade, which Liveblocks does not do.
    static final HttpClient INSTANCE =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Copies the headers.
   *
   * @param id the delivery's id
   * @param headers the headers
   * @param body the text
   */
  public WebhookDelivery {
    headers = Map.copyOf(headers);
  }

  /**
   * Sends the delivery, and waits up to 30 seconds for the response.
   *
   * @param url where the handler is
   * @return the status of the response: 2xx when Liveblocks would not try again
   * @throws UncheckedIOException when there is no response
   * @throws IllegalStateException when the thread is interrupted, and stays so
   */
  public int postTo(URI url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return Client.INSTANCE.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException("no response to the delivery", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the response", e);
    }
  }

  /** Returns the id only: a log must not show what can be replayed. */
  @Override
  public String toString() {
    return "WebhookDelivery[id=" + id + "]";
  }
}
