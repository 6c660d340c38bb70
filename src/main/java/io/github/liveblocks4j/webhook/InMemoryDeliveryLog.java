package io.github.liveblocks4j.webhook;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The default: the latest deliveries in the memory of this server, up to {@value #MAX_DELIVERIES},
 * about 2 MB. Time does not end an entry, the number alone does. Liveblocks sends a delivery for
 * about 28 hours; one that comes again after that many others is handled again.
 *
 * <p>Thread-safe, and without threads of its own.
 */
final class InMemoryDeliveryLog implements DeliveryLog {

  static final int MAX_DELIVERIES = 10_000;

  private record Entry(boolean completed, long leasedUntil) {}

  private final LongSupplier nanoClock;
  private final Map<String, Entry> entries = new LinkedHashMap<>(); // guarded by this

  InMemoryDeliveryLog() {
    this(System::nanoTime);
  }

  InMemoryDeliveryLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized Claim claim(String id, Duration lease) {
    long now = nanoClock.getAsLong();
    Entry known = entries.get(id);
    if (known != null && known.completed) {
      return Claim.COMPLETED;
    }
    if (known != null && now - known.leasedUntil < 0) {
      return Claim.IN_PROGRESS;
    }
    put(id, new Entry(false, now + lease.toNanos()));
    return Claim.CLAIMED;
  }

  @Override
  public synchronized void complete(String id) {
    put(id, new Entry(true, 0));
  }

  @Override
  public synchronized void release(String id) {
    Entry known = entries.get(id);
    if (known != null && !known.completed) {
      entries.remove(id);
    }
  }

  synchronized int size() {
    return entries.size();
  }

  /** Puts it behind all others, and forgets the first of them when there are too many. */
  private void put(String id, Entry entry) {
    entries.remove(id);
    entries.put(id, entry);
    if (entries.size() > MAX_DELIVERIES) {
      Iterator<String> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
