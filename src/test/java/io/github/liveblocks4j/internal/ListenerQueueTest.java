package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A listener's thread, and what a bad listener cannot do. */
class ListenerQueueTest {

  private static RequestEvent event(int status) {
    return new RequestEvent("auth", "ok", status, Duration.ZERO, Duration.ZERO);
  }

  private static LiveblocksListener listener(Consumer<RequestEvent> onRequest) {
    return new LiveblocksListener() {
      @Override
      public void onRequest(RequestEvent request) {
        onRequest.accept(request);
      }
    };
  }

  @Test
  void eventsWhenTheListenerThrowsThenTheNextComesInOrder() {
    Events events = new Events();
    LiveblocksListener throwing =
        listener(
            request -> {
              events.onRequest(request);
              if (request.status() == 1) {
                throw new AssertionError("one");
              }
              throw new IllegalStateException("another");
            });
    try (CapturedLog log = new CapturedLog()) {
      try (ListenerQueue queue = new ListenerQueue(throwing)) {
        IntStream.range(0, 3).forEach(i -> queue.onRequest(event(i)));
      }
      assertThat(log.messages())
          .hasSize(2)
          .allMatch(
              line ->
                  line.equals(
                      "The LiveblocksListener " + throwing.getClass().getName() + " failed"));
    }
    assertThat(events.requests()).containsExactly(event(0), event(1), event(2));
  }

  @Test
  void eventsWhenTheListenerBlocksThenFurtherOnesAreDropped() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CompletableFuture<Void> released = new CompletableFuture<>();
    Events events = new Events();
    LiveblocksListener blocking =
        listener(
            request -> {
              blocked.countDown();
              released.join();
              events.onRequest(request);
            });
    try (CapturedLog log = new CapturedLog()) {
      try (ListenerQueue queue = new ListenerQueue(blocking)) {
        queue.onRequest(event(0));
        blocked.await();
        IntStream.rangeClosed(1, ListenerQueue.CAPACITY + 10)
            .forEach(i -> queue.onRequest(event(i)));
        assertThat(log.messages()).singleElement().asString().contains("An event was dropped");
        released.complete(null);
        queue.onRequest(event(0));
      }
    }
    // How many of the last ones had room again depends on the machine.
    assertThat(events.requests()).contains(event(ListenerQueue.CAPACITY));
  }

  /** Again and again, since what can be lost is the wake-up for an event that comes meanwhile. */
  @Test
  void eventsWhenManyCallersThenAllComeAndLateOnesLeaveNothing() throws Exception {
    AtomicInteger received = new AtomicInteger();
    ListenerQueue queue = new ListenerQueue(listener(request -> received.incrementAndGet()));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (CapturedLog log = new CapturedLog()) {
      for (int round = 1; round <= 10; round++) {
        for (int i = 0; i < 800; i++) {
          callers.execute(() -> queue.onRequest(event(200)));
        }
        int all = round * 800;
        Await.until(() -> received.get() == all);
      }
      queue.close();
      IntStream.range(0, 2 * ListenerQueue.CAPACITY).forEach(i -> queue.onRequest(event(200)));
      assertThat(log.messages()).isEmpty();
    } finally {
      callers.shutdownNow();
    }
    assertThat(received).hasValue(8_000);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("liveblocks-listener"));
  }

  @Test
  void closeWhenTheListenerBlocksThenEnds() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    LiveblocksListener blocking =
        listener(
            request -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    ListenerQueue queue = new ListenerQueue(blocking);
    queue.onRequest(event(0));
    queue.close();
    interrupted.await();
    queue.onRequest(event(1));
    queue.close();
  }
}
