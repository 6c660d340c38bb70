package io.github.liveblocks4j.webhook;

import java.util.Objects;

/**
 * Handles the events that Liveblocks sends: the one interface that an application with webhooks
 * implements.
 *
 * <pre>{@code
 * public class SearchIndexer implements WebhookHandler {
 *   @Override
 *   public void handle(Delivery delivery) {
 *     if (delivery.event() instanceof CommentEvent.Created comment) {
 *       index.add(comment.roomId(), comment.threadId(), comment.commentId());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The endpoint looks a handler up at startup, and takes the first that it finds: the constructor
 * argument of {@link LiveblocksWebhookServlet}; the setting {@code webhookHandler}, a class name; a
 * {@code ServletContext} attribute named like this interface; a bean of Spring Boot or CDI; {@link
 * java.util.ServiceLoader}. Two candidates in one place are an error that names both.
 *
 * <p>One instance serves all deliveries, several at a time and in any order: it must be
 * thread-safe, and events can overtake each other. It runs on the request's thread, with everything
 * that filters and the container bind to it: transactions, CDI's request scope, JNDI names. There
 * is no signed-in user, since Liveblocks calls. Liveblocks waits for the response, so what takes
 * longer than a few seconds belongs into a queue of the application's.
 *
 * <p>When it returns, Liveblocks gets a success and the delivery is done; the {@link DeliveryLog}
 * keeps it from being handled twice. When it throws, anything at all, the response is 500 and
 * Liveblocks sends the event again, after 5 s, 5 min, 30 min and so on for about 28 hours. What is
 * sent again while it still runs gets 503, and is sent again later.
 */
@FunctionalInterface
public interface WebhookHandler {

  /**
   * Handles an event.
   *
   * @param delivery the event and the id of its delivery; ignore what is of no interest, a {@link
   *     WebhookEvent.Unknown} event in any case
   * @throws Exception when it could not be handled; Liveblocks sends it again
   */
  void handle(Delivery delivery) throws Exception;

  /**
   * A verified delivery, for a handler. Immutable.
   *
   * @param id the {@code webhook-id}, the same each time Liveblocks sends this event: what a
   *     handler stores in the transaction of its own work makes that work happen exactly once
   * @param event what has happened
   */
  record Delivery(String id, WebhookEvent event) {

    /** Checks that both are there. */
    public Delivery {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(event, "event");
    }
  }
}
