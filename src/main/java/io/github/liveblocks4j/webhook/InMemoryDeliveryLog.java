package io.github.liveblocks4j.webhook;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The default: the latest deliveries in the memory of this server, up to {@value #MAX_DELIVERIES},
 * about 2 MB. Liveblocks sends a delivery for about 28 hours; one that comes again after that many
 * others is handled again. Thread-safe.
 */
final class InMemoryDeliveryLog implements DeliveryLog {

  static final int MAX_DELIVERIES = 10_000;

  // Guarded by this. What is completed last, or claimed last, is at the end.
  private final Map<String, Claim> deliveries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Claim> eldest) {
          return size() > MAX_DELIVERIES;
        }
      };

  @Override
  public synchronized Claim claim(String id) {
    Claim known = deliveries.putIfAbsent(id, Claim.IN_PROGRESS);
    return known == null ? Claim.CLAIMED : known;
  }

  @Override
  public synchronized void complete(String id) {
    deliveries.remove(id);
    deliveries.put(id, Claim.COMPLETED);
  }

  @Override
  public synchronized void release(String id) {
    deliveries.remove(id, Claim.IN_PROGRESS);
  }

  synchronized int size() {
    return deliveries.size();
  }
}
