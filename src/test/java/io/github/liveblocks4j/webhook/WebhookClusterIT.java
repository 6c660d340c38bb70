package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.github.liveblocks4j.support.HazelcastCluster;
import io.github.liveblocks4j.webhook.WebhookHandler.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two servers with real requests and signatures, a real cluster between them; one is killed. What
 * happens when many ask at once, {@code DeliveryLogTest} has.
 */
class WebhookClusterIT {

  private final HazelcastCluster cluster = new HazelcastCluster();
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final HazelcastInstance mortal = cluster.start();
  private final List<WebhookApp> servers = List.of(server(cluster.start()), server(mortal));

  @AfterEach
  void stop() {
    end.countDown();
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

  /** One delivery hangs when it comes first. */
  private void handle(Delivery delivery) throws Exception {
    if (delivery.id().equals("msg_hangs") && hanging.getCount() > 0) {
      hanging.countDown();
      end.await();
    }
    handled.add(delivery.id());
  }

  private int status(int server, String id) {
    return servers.get(server).status(WebhookApp.SIGNER.sign(id, "{\"type\":\"new\"}"));
  }

  @Test
  void postWhenServersShareALogAndOneIsKilledThenEachIsHandledOnce() throws Exception {
    List<String> ids = IntStream.range(0, 200).mapToObj(i -> "msg_" + i).toList();
    for (int server : List.of(1, 0, 1)) {
      ids.forEach(id -> assertThat(status(server, id)).isEqualTo(200));
    }
    assertThat(handled).isEqualTo(ids);

    var orphan =
        CompletableFuture.supplyAsync(
            () -> status(1, "msg_hangs"), task -> new Thread(task).start());
    hanging.await();
    mortal.getLifecycleService().terminate();

    // The other one knows what it has handled, and what it has not.
    ids.forEach(id -> assertThat(status(0, id)).isEqualTo(200));
    assertThat(status(0, "msg_hangs")).isEqualTo(503);
    millis.addAndGet(JCacheDeliveryLog.LEASE.toMillis());
    assertThat(status(0, "msg_hangs")).isEqualTo(200);
    assertThat(handled).hasSize(ids.size() + 1).doesNotHaveDuplicates();
    assertThat(orphan).isNotDone();
  }
}
