package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.github.liveblocks4j.support.HazelcastCluster;
import io.github.liveblocks4j.webhook.WebhookHandler.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers with real requests and signatures, a real cluster between them; one is killed. */
class WebhookClusterIT {

  private static final int DELIVERIES = 2_000;
  private static final int COPIES = 3;

  private final HazelcastCluster cluster = new HazelcastCluster();
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService senders = Executors.newFixedThreadPool(16);

  private final HazelcastInstance mortal = cluster.start();
  private final List<WebhookApp> servers = List.of(server(cluster.start()), server(mortal));

  @AfterEach
  void stop() {
    end.countDown();
    senders.shutdownNow();
    servers.forEach(WebhookApp::close);
    cluster.close();
  }

  private WebhookApp server(HazelcastInstance node) {
    DeliveryLog deliveries =
        new JCacheDeliveryLog(
            JCacheDeliveryLog.open(cluster.manager(node)),
            () -> Instant.ofEpochMilli(millis.get()));
    return WebhookApp.start(
        this::handle,
        Map.of("webhookSecret", WebhookApp.SECRET),
        context -> context.setAttribute(DeliveryLog.class.getName(), deliveries));
  }

  /** One delivery hangs, and one in a hundred fails, when it comes first. */
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

  private int status(int server, String id) {
    return servers.get(server).status(WebhookApp.SIGNER.sign(id, "{\"type\":\"new\"}"));
  }

  /** Sends a delivery until it succeeds, as Liveblocks does, only sooner. */
  private void deliver(int server, String id) {
    int status = 503;
    while (status == 503 || status == 500) {
      status = status(server, id);
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void postWhenServersShareALogAndOneIsKilledThenEachIsHandledOnce() throws Exception {
    List<Future<?>> copies = new ArrayList<>();
    for (int i = 0; i < DELIVERIES * COPIES; i++) {
      int server = i % 2;
      String id = "msg_" + (DELIVERIES + i / COPIES);
      copies.add(senders.submit(() -> deliver(server, id)));
    }
    for (Future<?> copy : copies) {
      copy.get();
    }
    assertThat(failed).hasSize(DELIVERIES / 100);
    assertThat(handled).hasSize(DELIVERIES);

    var orphan = senders.submit(() -> status(1, "msg_hangs"));
    hanging.await();
    mortal.getLifecycleService().terminate();
    deliver(0, "msg_" + DELIVERIES); // It knows what the other one has handled.
    assertThat(status(0, "msg_hangs")).isEqualTo(503);
    millis.addAndGet(JCacheDeliveryLog.LEASE.toMillis());
    assertThat(status(0, "msg_hangs")).isEqualTo(200);

    assertThat(handled).hasSize(DELIVERIES + 1);
    assertThat(handled.values()).allMatch(times -> times.get() == 1);
    assertThat(orphan).isNotDone();
  }
}
