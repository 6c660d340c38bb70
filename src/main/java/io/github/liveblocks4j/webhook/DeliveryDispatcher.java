package io.github.liveblocks4j.webhook;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Scheduler;
import io.github.liveblocks4j.internal.Threads;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Handles deliveries on a few threads of its own, each delivery once. A response is there when the
 * handler has finished or the deadline has passed, so that Liveblocks sends again whatever was not
 * handled. A handling that takes longer than that goes on, and keeps its claim. Thread-safe.
 */
final class DeliveryDispatcher implements AutoCloseable {

  static final String THREAD_NAME = "liveblocks-webhook";
  static final int THREADS = 4;
  static final int QUEUE = 100;

  /** Longer than any deadline, and short of the 5 minutes between the second and third try. */
  static final Duration LEASE = Duration.ofMinutes(4);

  private static final String SUCCESS = "{}";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration LAST_GRACE = Duration.ofSeconds(2);

  /** What is to be done with a delivery. */
  @FunctionalInterface
  interface Handling {
    void run() throws Exception;
  }

  private final String name;
  private final DeliveryLog deliveries;
  private final Duration timeout;
  private final Scheduler timer;
  private final LogThrottle log;
  private final Threads threads = new Threads(THREAD_NAME);
  private final ThreadPoolExecutor executor;
  private final Map<String, Attempt> current = new ConcurrentHashMap<>();

  /**
   * Creates a dispatcher; its threads have the context class loader of the caller.
   *
   * @param name of the endpoint and its handler, for the log
   * @param deliveries which have been handled
   * @param timeout from the arrival of a delivery to its response
   * @param timer measures that; closed with the dispatcher
   */
  DeliveryDispatcher(
      String name, DeliveryLog deliveries, Duration timeout, Scheduler timer, LogThrottle log) {
    this.name = name;
    this.deliveries = deliveries;
    this.timeout = timeout;
    this.timer = timer;
    this.log = log;
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = threads.newThread(task);
              thread.setContextClassLoader(application);
              return thread;
            });
  }

  /**
   * Handles a delivery.
   *
   * @param id the same each time it is sent
   * @return the JSON to respond with, or failed with a {@code RequestRejectedException}
   * @throws RequestRejectedException when it is being handled, or there are too many
   */
  CompletableFuture<String> dispatch(String id, Handling handling) throws RequestRejectedException {
    Attempt attempt = new Attempt(id, handling);
    // Before the log is asked, whose lease may end while the handling goes on here.
    if (current.putIfAbsent(id, attempt) != null) {
      throw rejected(ErrorResponse.IN_PROGRESS);
    }
    try {
      attempt.deadline = timer.schedule(attempt::timedOut, timeout.toNanos());
      executor.execute(attempt);
    } catch (RejectedExecutionException e) {
      attempt.end();
      if (!executor.isShutdown()) {
        warn(
            ErrorResponse.BUSY,
            "%d deliveries are waiting, Liveblocks sends further ones again. Let the handler hand over what takes long"
                .formatted(QUEUE));
      }
      throw rejected(ErrorResponse.BUSY);
    }
    return attempt.response;
  }

  private static RequestRejectedException rejected(ErrorResponse error) {
    return new RequestRejectedException(error, RETRY_AFTER);
  }

  private void warn(ErrorResponse error, String event) {
    log.log(Level.WARNING, error.code(), () -> name + ": " + event);
  }

  /** Handles one delivery, unless its deadline has passed before a thread was free. */
  private final class Attempt implements Runnable {

    final CompletableFuture<String> response = new CompletableFuture<>();
    final AtomicBoolean started = new AtomicBoolean();
    private final String id;
    private final Handling handling;
    volatile Scheduler.@Nullable Task deadline;

    Attempt(String id, Handling handling) {
      this.id = id;
      this.handling = handling;
    }

    @Override
    public void run() {
      if (!started.compareAndSet(false, true)) {
        return;
      }
      @Nullable RequestRejectedException rejection =
          new RequestRejectedException(ErrorResponse.HANDLER_FAILED);
      try {
        rejection = claimAndHandle();
      } catch (RuntimeException | Error e) {
        failed("The DeliveryLog " + deliveries.getClass().getName() + " failed", e);
      } finally {
        end(); // Before the response: Liveblocks may send it again at once.
        if (rejection == null) {
          response.complete(SUCCESS);
        } else {
          response.completeExceptionally(rejection);
        }
      }
    }

    private @Nullable RequestRejectedException claimAndHandle() {
      return switch (deliveries.claim(id, LEASE)) {
        case COMPLETED -> null;
        case IN_PROGRESS -> rejected(ErrorResponse.IN_PROGRESS);
        case CLAIMED -> handle();
      };
    }

    private @Nullable RequestRejectedException handle() {
      try {
        handling.run();
      } catch (Exception | Error e) {
        // Errors too: Liveblocks sends it again, perhaps to a server that has the missing class.
        failed("A webhook's handler failed, Liveblocks sends the event again", e);
        note(() -> deliveries.release(id));
        return new RequestRejectedException(ErrorResponse.HANDLER_FAILED);
      }
      note(() -> deliveries.complete(id));
      return null;
    }

    /** What has been handled stays handled, though it may be once more. */
    private void note(Runnable outcome) {
      try {
        outcome.run();
      } catch (RuntimeException | Error e) {
        failed(
            "The DeliveryLog %s failed; a delivery may be handled again"
                .formatted(deliveries.getClass().getName()),
            e);
      }
    }

    private void failed(String event, Throwable failure) {
      log.log(Level.ERROR, ErrorResponse.HANDLER_FAILED.code(), () -> name + ": " + event, failure);
    }

    void timedOut() {
      if (drop(ErrorResponse.BUSY)) {
        warn(
            ErrorResponse.BUSY,
            "no thread was free for a delivery within %d ms, Liveblocks sends it again. Let the handler hand over what takes long"
                .formatted(timeout.toMillis()));
      } else if (response.completeExceptionally(rejected(ErrorResponse.HANDLER_TIMEOUT))) {
        warn(
            ErrorResponse.HANDLER_TIMEOUT,
            "the handling of an event takes longer than %d ms (setting webhookTimeout). It goes on, and is not repeated when it succeeds; let the handler hand over what takes long"
                .formatted(timeout.toMillis()));
      }
    }

    /** Gives up a delivery that is waiting for a thread. */
    boolean drop(ErrorResponse error) {
      if (!started.compareAndSet(false, true)) {
        return false;
      }
      boolean unused = executor.remove(this);
      end();
      response.completeExceptionally(rejected(error));
      return true;
    }

    void end() {
      Scheduler.Task waiting = deadline;
      if (waiting != null) {
        waiting.cancel();
      }
      current.remove(id, this);
    }
  }

  /**
   * Takes no more deliveries. Those that wait are rejected; those that are being handled have 2
   * seconds, and are then interrupted and rejected too. Liveblocks sends them again.
   */
  @Override
  public void close() {
    executor.shutdown();
    current.values().forEach(attempt -> attempt.drop(ErrorResponse.BUSY));
    try {
      var unused = executor.awaitTermination(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current
        .values()
        .forEach(attempt -> attempt.response.completeExceptionally(rejected(ErrorResponse.BUSY)));
    executor.shutdownNow();
    threads.awaitEnd();
    timer.close();
  }
}
