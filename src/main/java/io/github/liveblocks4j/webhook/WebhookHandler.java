package io.github.liveblocks4j.webhook;

/**
 * Handles the events that Liveblocks sends. The one interface that an application with webhooks
 * implements, unless it has CDI: then a method with {@code @Observes CommentEvent.Created}, or any
 * other {@link WebhookEvent}, does it too.
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
 * {@code ServletContext} attribute named like this interface; a CDI bean; {@link
 * java.util.ServiceLoader}. Two candidates in one place are an error that names both. CDI observers
 * are notified after the handler, and are enough without one; an observer that throws fails the
 * delivery like a handler.
 *
 * <p>One instance serves all deliveries, several at a time and in any order: it must be
 * thread-safe, and events can overtake each other. It runs on one of 4 threads {@code
 * liveblocks-webhook} with the application's context class loader, and may block. It is not the
 * thread of a request: there is no session, no principal, no transaction, and CDI's request scope
 * is not active.
 *
 * <p>When it returns, Liveblocks gets a success and the delivery is done; the {@link DeliveryLog}
 * keeps it from being handled twice. When it throws, anything at all, the response is 500 and
 * Liveblocks sends the event again, after 5 s, 5 min, 30 min and so on for about 28 hours. When it
 * takes longer than the setting {@code webhookTimeout} (10 s), the response is 504, and it goes on:
 * what Liveblocks sends again meanwhile is rejected, and succeeds once it has succeeded. 100
 * deliveries can wait for a thread; further ones get 503, and are sent again. When the application
 * stops, it has 2 seconds, and is then interrupted.
 */
@FunctionalInterface
public interface WebhookHandler {

  /**
   * Handles an event.
   *
   * @param delivery the event and the id of its delivery; let pass what is of no interest, an
   *     {@link UnknownEvent} in any case
   * @throws Exception when it could not be handled; Liveblocks sends it again
   */
  void handle(Delivery delivery) throws Exception;
}
