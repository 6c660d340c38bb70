package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.HazelcastCluster;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers with real requests, real signatures and a real cluster between them. */
@Timeout(180)
class WebhookClusterIT {

  private static final int DELIVERIES = 2_000;
  private static final int COPIES = 3;
  private static final String EVENT = "{\"type\":\"new\",\"data\":{}}";

  private final CapturedLog log = new CapturedLog();
  private final HazelcastCluster cluster = new HazelcastCluster();
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private final HazelcastInstance firstNode = cluster.start();
  private final HazelcastInstance secondNode = cluster.start();
  private final WebhookApp first = server(firstNode);
  private final WebhookApp second = server(secondNode);

  @AfterEach
  void stop() {
    end.countDown();
    first.close();
    second.close();
    cluster.close();
    log.close();
  }

  private WebhookApp server(HazelcastInstance node) {
    DeliveryLog deliveries =
        new JCacheDeliveryLog(
            JCacheDeliveryLog.open(cluster.manager(node)),
            () -> Instant.ofEpochMilli(millis.get()));
    return WebhookApp.start(
        Map.of("webhookSecret", WebhookApp.SECRET),
        new String[0],
        context -> {
          context.setAttribute(WebhookHandler.class.getName(), (WebhookHandler) this::handle);
          context.setAttribute(DeliveryLog.class.getName(), deliveries);
        });
  }

  /** Fails for one delivery in a hundred when it comes first. */
  private void handle(Delivery delivery) throws Exception {
    if (delivery.id().equals("msg_hangs") && failed.add(delivery.id())) {
      hanging.countDown();
      end.await();
    }
    if (delivery.id().endsWith("00") && failed.add(delivery.id())) {
      throw new IOException("database away");
    }
    handled.computeIfAbsent(delivery.id(), absent -> new AtomicInteger()).incrementAndGet();
  }

  private static int status(WebhookApp server, String id) {
    return server.status(WebhookApp.SIGNER.sign(id, EVENT));
  }

  @Test
  void postWhenBothServersGetEachDeliveryThenHandledOnce() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(16);
    var copies =
        IntStream.range(0, DELIVERIES * COPIES)
            .<Future<?>>mapToObj(
                i ->
                    senders.submit(
                        () -> {
                          String id = "msg_" + (DELIVERIES + i / COPIES);
                          int status;
                          do { // As Liveblocks does, only sooner.
                            status = status(i % 2 == 0 ? first : second, id);
                          } while (status == 503 || status == 500);
                          assertThat(status).isEqualTo(200);
                        }))
            .toList();
    for (Future<?> copy : copies) {
      copy.get();
    }
    senders.shutdown();

    assertThat(failed).hasSize(DELIVERIES / 100);
    assertThat(handled).hasSize(DELIVERIES);
    assertThat(handled.values()).allMatch(times -> times.get() == 1);
  }

  @Test
  void postWhenAServerIsKilledThenAnotherTakesOverWhenItsClaimEnds() throws Exception {
    assertThat(status(second, "msg_done")).isEqualTo(200);
    Thread orphan = new Thread(() -> status(second, "msg_hangs"));
    orphan.start();
    hanging.await();
    secondNode.getLifecycleService().terminate();

    assertThat(status(first, "msg_done")).isEqualTo(200);
    assertThat(status(first, "msg_hangs")).isEqualTo(503);
    millis.addAndGet(JCacheDeliveryLog.LEASE.toMillis());
    assertThat(status(first, "msg_hangs")).isEqualTo(200);

    assertThat(handled.keySet()).containsExactlyInAnyOrder("msg_done", "msg_hangs");
    assertThat(handled.values()).allMatch(times -> times.get() == 1);
    end.countDown();
    orphan.join();
  }
}
