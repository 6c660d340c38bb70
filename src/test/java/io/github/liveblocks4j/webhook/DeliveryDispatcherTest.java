package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.internal.FakeScheduler;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.support.Await;
import io.github.liveblocks4j.support.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real threads, and a deadline that passes when the test says so. */
@Timeout(60)
class DeliveryDispatcherTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final CapturedLog log = new CapturedLog();
  private final FakeScheduler timer = new FakeScheduler();
  private final InMemoryDeliveryLog deliveries = new InMemoryDeliveryLog(timer::nanoTime);
  private final AtomicInteger handled = new AtomicInteger();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final DeliveryDispatcher dispatcher = dispatcher(deliveries);

  private DeliveryDispatcher dispatcher(DeliveryLog deliveryLog) {
    return new DeliveryDispatcher(
        "the endpoint",
        deliveryLog,
        TIMEOUT,
        timer,
        new LogThrottle(System.getLogger("io.github.liveblocks4j")));
  }

  @AfterEach
  void stop() {
    hang.countDown();
    dispatcher.close();
    log.close();
  }

  /** Returns the response of a delivery that is handled at once. */
  private String dispatch(String id) {
    try {
      return dispatcher.dispatch(id, handled::incrementAndGet).join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause());
    } catch (RequestRejectedException e) {
      throw new AssertionError(e);
    }
  }

  /** Dispatches a delivery whose handling takes until the latch opens. */
  private CompletableFuture<String> hanging(String id) throws RequestRejectedException {
    return dispatcher.dispatch(
        id,
        () -> {
          hang.await();
          handled.incrementAndGet();
        });
  }

  /** Occupies all threads, and waits until they are. */
  private List<CompletableFuture<String>> occupyThreads() throws Exception {
    CountDownLatch running = new CountDownLatch(DeliveryDispatcher.THREADS);
    List<CompletableFuture<String>> responses = new ArrayList<>();
    for (int i = 0; i < DeliveryDispatcher.THREADS; i++) {
      responses.add(
          dispatcher.dispatch(
              "running-" + i,
              () -> {
                running.countDown();
                hang.await();
                handled.incrementAndGet();
              }));
    }
    running.await();
    return responses;
  }

  private static ErrorResponse rejection(CompletableFuture<String> response) throws Exception {
    try {
      throw new AssertionError("not rejected: " + response.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RequestRejectedException rejection) {
        return rejection.error();
      }
      throw e;
    }
  }

  private boolean isInProgress(String id) {
    try {
      return dispatcher.dispatch(id, handled::incrementAndGet).join().isEmpty();
    } catch (RequestRejectedException e) {
      return e.error() == ErrorResponse.IN_PROGRESS;
    }
  }

  private void assertRejects(String id, ErrorResponse error) {
    assertThatThrownBy(() -> hanging(id))
        .isInstanceOfSatisfying(
            RequestRejectedException.class,
            rejection -> assertThat(rejection.error()).isEqualTo(error));
  }

  @Test
  void dispatchWhenItIsSentAgainThenSucceedsAndIsNotHandledAgain() {
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(dispatch("b")).isEqualTo("{}");

    assertThat(handled).hasValue(2);
    assertThat(timer.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {IOException.class, IllegalStateException.class, NoClassDefFoundError.class})
  void dispatchWhenTheHandlerThrowsThenFailsAndIsHandledWhenItIsSentAgain(
      Class<? extends Throwable> type) throws Exception {
    Throwable failure = type.getConstructor(String.class).newInstance("index is away");
    CompletableFuture<String> response =
        dispatcher.dispatch(
            "a",
            () -> {
              if (failure instanceof Exception e) {
                throw e;
              }
              throw (Error) failure;
            });

    assertThat(rejection(response)).isEqualTo(ErrorResponse.HANDLER_FAILED);
    assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("index is away");
    assertThat(timer.pending()).isZero();
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(handled).hasValue(1);
  }

  @Test
  void dispatchWhenItIsBeingHandledThenRejects() throws Exception {
    CompletableFuture<String> first = hanging("a");

    assertRejects("a", ErrorResponse.IN_PROGRESS);

    hang.countDown();
    assertThat(first.join()).isEqualTo("{}");
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(handled).hasValue(1);
  }

  @Test
  void dispatchWhenAnotherServerIsHandlingItThenRejectsAndLeavesItsClaim() throws Exception {
    deliveries.claim("a", TIMEOUT);

    assertThat(rejection(hanging("a"))).isEqualTo(ErrorResponse.IN_PROGRESS);
    assertThat(rejection(hanging("a"))).isEqualTo(ErrorResponse.IN_PROGRESS);

    deliveries.complete("a");
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(handled).hasValue(0);
  }

  @Test
  void dispatchWhenTheDeadlinePassesThenRejectsAndTheHandlingGoesOn() throws Exception {
    List<CompletableFuture<String>> responses = occupyThreads();
    timer.advance(TIMEOUT.minusMillis(1));
    assertThat(responses).noneMatch(CompletableFuture::isDone);
    timer.advance(Duration.ofMillis(1));

    assertThat(rejection(responses.get(0))).isEqualTo(ErrorResponse.HANDLER_TIMEOUT);
    // Even when the lease is over, as long as it is handled here.
    timer.advance(DeliveryDispatcher.LEASE.multipliedBy(2));
    assertRejects("running-0", ErrorResponse.IN_PROGRESS);
    hang.countDown();
    Await.until(() -> !isInProgress("running-0"));
    dispatcher.close();
    assertThat(handled).hasValue(DeliveryDispatcher.THREADS);
    assertThat(log.at(Level.WARNING)).first().asString().contains("(setting webhookTimeout)");
  }

  @Test
  void dispatchWhenNoThreadIsFreeInTimeThenItIsNotHandledUntilItIsSentAgain() throws Exception {
    occupyThreads();
    CompletableFuture<String> waiting = dispatcher.dispatch("late", handled::incrementAndGet);
    timer.advance(TIMEOUT);

    assertThat(rejection(waiting)).isEqualTo(ErrorResponse.BUSY);
    CompletableFuture<String> again = dispatcher.dispatch("late", handled::incrementAndGet);
    hang.countDown();
    assertThat(again.join()).isEqualTo("{}");
    assertThat(dispatch("other")).isEqualTo("{}");
    dispatcher.close();
    assertThat(handled).hasValue(2 + DeliveryDispatcher.THREADS);
  }

  @Test
  void dispatchWhenTheQueueIsFullThenRejectsUntilThereIsRoom() throws Exception {
    List<CompletableFuture<String>> responses = new ArrayList<>(occupyThreads());
    for (int i = 0; i < DeliveryDispatcher.QUEUE; i++) {
      responses.add(hanging("waiting-" + i));
    }

    assertRejects("a", ErrorResponse.BUSY);
    assertRejects("b", ErrorResponse.BUSY);
    assertRejects("waiting-0", ErrorResponse.IN_PROGRESS);

    assertThat(log.at(Level.WARNING)).singleElement().asString().contains("are waiting");
    hang.countDown();
    for (CompletableFuture<String> response : responses) {
      assertThat(response.get(20, TimeUnit.SECONDS)).isEqualTo("{}");
    }
    assertThat(dispatch("a")).isEqualTo("{}");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void dispatchWhenItRunsThenTheThreadIsOursWithTheApplicationsClassLoader() throws Exception {
    Thread current = Thread.currentThread();
    ClassLoader application = new ClassLoader(current.getContextClassLoader()) {};
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(application);
    try (DeliveryDispatcher other = dispatcher(deliveries)) {
      current.setContextClassLoader(before);
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
      other
          .dispatch(
              "a",
              () -> {
                thread.complete(Thread.currentThread());
                loader.complete(Thread.currentThread().getContextClassLoader());
              })
          .join();

      assertThat(loader).isCompletedWithValue(application);
      assertThat(thread.join().getName()).startsWith("liveblocks-webhook-");
      assertThat(thread.join().isDaemon()).isTrue();
    } finally {
      current.setContextClassLoader(before);
    }
  }

  /** Fails where it is told to. */
  private record BrokenLog(String method) implements DeliveryLog {
    private void failIn(String name) {
      if (method.equals(name)) {
        throw new IllegalStateException("the cache is away");
      }
    }

    @Override
    public Claim claim(String id, Duration lease) {
      failIn("claim");
      return Claim.CLAIMED;
    }

    @Override
    public void complete(String id) {
      failIn("complete");
    }

    @Override
    public void release(String id) {
      failIn("release");
    }
  }

  @Test
  void dispatchWhenTheLogCannotBeAskedThenFailsWithoutHandling() throws Exception {
    try (DeliveryDispatcher broken = dispatcher(new BrokenLog("claim"))) {
      assertThat(rejection(broken.dispatch("a", handled::incrementAndGet)))
          .isEqualTo(ErrorResponse.HANDLER_FAILED);
      assertThat(handled).hasValue(0);
      assertThat(log.text()).contains("BrokenLog failed").contains("the cache is away");
    }
  }

  @Test
  void dispatchWhenTheLogCannotNoteTheOutcomeThenTheResponseSaysWhatTheHandlerDid()
      throws Exception {
    try (DeliveryDispatcher broken = dispatcher(new BrokenLog("complete"))) {
      assertThat(broken.dispatch("a", handled::incrementAndGet).join()).isEqualTo("{}");
    }
    try (DeliveryDispatcher broken = dispatcher(new BrokenLog("release"))) {
      assertThat(
              rejection(
                  broken.dispatch(
                      "a",
                      () -> {
                        throw new IOException("index is away");
                      })))
          .isEqualTo(ErrorResponse.HANDLER_FAILED);
    }
    assertThat(log.text()).contains("a delivery may be handled again");
  }

  @Test
  void closeWhenDeliveriesWaitThenTheyAreRejectedAndRunningOnesFinish() throws Exception {
    List<CompletableFuture<String>> running = occupyThreads();
    CompletableFuture<String> waiting = hanging("waiting");
    var unused = waiting.whenComplete((ok, failure) -> hang.countDown());

    dispatcher.close();

    assertThat(rejection(waiting)).isEqualTo(ErrorResponse.BUSY);
    assertThat(running).allSatisfy(response -> assertThat(response).isCompletedWithValue("{}"));
    assertThat(handled).hasValue(DeliveryDispatcher.THREADS);
    assertRejects("later", ErrorResponse.BUSY);
    assertThat(log.at(Level.WARNING)).isEmpty();
  }

  @Test
  void closeWhenAHandlerHangsThenItIsInterruptedAndItsDeliveryIsRejected() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<String> response =
        dispatcher.dispatch(
            "a",
            () -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
            });
    running.await();

    dispatcher.close();

    assertThat(rejection(response)).isEqualTo(ErrorResponse.BUSY);
    assertThat(interrupted).isTrue();
    assertThat(deliveries.claim("a", TIMEOUT)).isEqualTo(DeliveryLog.Claim.CLAIMED);
  }
}
