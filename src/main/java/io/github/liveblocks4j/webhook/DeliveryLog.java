package io.github.liveblocks4j.webhook;

/**
 * Remembers which deliveries have been handled, so that each is handled once although Liveblocks
 * sends it again whenever it has not seen a success. Optional: without one, each server remembers
 * for itself, in bounded memory; {@link JCacheDeliveryLog} remembers for a whole cluster.
 *
 * <p>Found like a {@link WebhookHandler}, but for the constructor argument: setting {@code
 * deliveryLog}, {@code ServletContext} attribute named like this interface, bean of Spring Boot or
 * CDI, {@link java.util.ServiceLoader}. One instance serves all deliveries, from many threads at a
 * time; it may block. An {@link AutoCloseable} that the endpoint created, by class name or {@code
 * ServiceLoader}, is closed with it.
 *
 * <p>A log that throws on {@link #claim} keeps the delivery from being handled: the endpoint
 * responds 500, and Liveblocks sends it again. When {@link #complete} or {@link #release} throws,
 * the response stays what the handler made of it.
 */
public interface DeliveryLog {

  /** Says whether to handle a delivery. */
  enum Claim {
    /** The caller handles it, and no other caller does until the claim is released or ends. */
    CLAIMED,
    /** Another caller is handling it. */
    IN_PROGRESS,
    /** It has been handled. */
    COMPLETED
  }

  /**
   * Claims a delivery for the caller, unless another has. Of any number of callers on any number of
   * servers that share the log, one gets {@link Claim#CLAIMED}. A log that outlives the server must
   * end a claim after some minutes by itself: a server that is killed neither completes nor
   * releases it.
   *
   * @param id the delivery's {@code webhook-id}; the same each time Liveblocks sends it
   * @return whether the caller is to handle it
   */
  Claim claim(String id);

  /**
   * Remembers that a delivery has been handled: from now on it cannot be claimed.
   *
   * @param id the delivery's {@code webhook-id}
   */
  void complete(String id);

  /**
   * Ends the caller's claim without success: the delivery can be claimed again at once.
   *
   * @param id the delivery's {@code webhook-id}
   */
  void release(String id);
}
