package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.github.liveblocks4j.internal.SharedCaches;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.HazelcastCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two servers with real requests, real signatures and a real cluster between them, one of which is
 * killed. Too much for the inner loop.
 */
@Timeout(180)
class WebhookClusterIT {

  private static final int DELIVERIES = 10_000;
  private static final int COPIES = 3;
  private static final int SENDERS = 48;
  private static final String EVENT = "{\"type\":\"new\",\"data\":{}}";

  private final HazelcastCluster cluster = new HazelcastCluster();
  private final CapturedLog log = new CapturedLog();
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final List<WebhookApp> servers = new ArrayList<>();

  private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean dying;
  private volatile boolean dead;

  private final ExecutorService executor = Executors.newFixedThreadPool(SENDERS);
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger successes = new AtomicInteger();

  /** One of the times that a delivery is sent; repeated until it succeeds. */
  private record Attempt(String id, int server) {}

  @BeforeEach
  void start() {
    servers.add(server(cluster.start(), this::handle));
    servers.add(
        server(
            cluster.start(),
            delivery -> {
              if (dying) {
                hanging.add(delivery.id());
                end.await();
              }
              handle(delivery);
            }));
  }

  @AfterEach
  void stop() {
    end.countDown();
    executor.shutdownNow();
    servers.forEach(WebhookApp::close);
    cluster.close();
    log.close();
  }

  private WebhookApp server(HazelcastInstance node, WebhookHandler handler) {
    DeliveryLog deliveries =
        new JCacheDeliveryLog(
            SharedCaches.open(
                cluster.manager(node), JCacheDeliveryLog.CACHE_NAME, Duration.ofDays(2)),
            () -> Instant.ofEpochMilli(millis.get()));
    return WebhookApp.start(
        Map.of("webhookSecret", WebhookApp.SECRET, "webhookTimeout", "2s"),
        new String[0],
        context -> {
          context.setAttribute(WebhookHandler.class.getName(), handler);
          context.setAttribute(DeliveryLog.class.getName(), deliveries);
        });
  }

  /** Fails for one delivery in a hundred when it comes first. */
  private void handle(Delivery delivery) throws IOException {
    if (delivery.id().endsWith("00") && failed.add(delivery.id())) {
      throw new IOException("database away");
    }
    handled.computeIfAbsent(delivery.id(), absent -> new AtomicInteger()).incrementAndGet();
  }

  @Test
  void postWhenTwoServersGetEachDeliveryThriceAndOneIsKilledThenEachIsHandledOnce()
      throws Exception {
    for (int i = 0; i < DELIVERIES; i++) {
      for (int copy = 0; copy < COPIES; copy++) {
        attempts.add(new Attempt("msg_" + (DELIVERIES + i), (i + copy) % 2));
      }
    }
    List<Future<?>> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(executor.submit(this::send));
    }

    Await.until(() -> handled.size() > DELIVERIES / 2);
    dying = true;
    Await.until(() -> hanging.size() == DeliveryDispatcher.THREADS);
    dead = true;
    cluster.node(1).getLifecycleService().terminate();
    String orphan = hanging.iterator().next();
    assertThat(status(new Attempt(orphan, 0)))
        .isEqualTo(503); // Until the dead server's lease ends.
    millis.addAndGet(DeliveryDispatcher.LEASE.toMillis());

    for (Future<?> sender : senders) {
      sender.get();
    }
    assertThat(successes).hasValue(DELIVERIES * COPIES);
    assertThat(failed).hasSize(DELIVERIES / 100);
    assertThat(handled).hasSize(DELIVERIES);
    assertThat(handled.values()).allMatch(times -> times.get() == 1);
  }

  /** Sends what is left, again and again, to the server that lives. */
  private void send() {
    while (successes.get() < DELIVERIES * COPIES && !Thread.currentThread().isInterrupted()) {
      Attempt attempt = attempts.poll();
      if (attempt == null) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      } else if (status(dead ? new Attempt(attempt.id(), 0) : attempt) == 200) {
        successes.incrementAndGet();
      } else {
        attempts.add(attempt);
      }
    }
  }

  private int status(Attempt attempt) {
    return servers.get(attempt.server()).status(WebhookApp.SIGNER.sign(attempt.id(), EVENT));
  }
}
