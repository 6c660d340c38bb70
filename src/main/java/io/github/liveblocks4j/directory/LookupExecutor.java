package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.Scheduler;
import io.github.liveblocks4j.internal.ThreadScheduler;
import io.github.liveblocks4j.internal.Threads;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs lookups on a few threads of its own, each within a deadline: a directory that hangs takes no
 * thread of the container. A user's share of the queue is bounded, too. Thread-safe.
 */
final class LookupExecutor implements AutoCloseable {

  static final int MAX_RUNNING = 16;
  static final int MAX_WAITING = 500;

  /** Of one user, running and waiting: enough for 3,200 names at a time. */
  static final int MAX_OF_ONE_USER = 64;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final String endpoint;
  private final Duration timeout;
  private final LogThrottle throttle;
  private final Threads threads = new Threads("liveblocks-directory");
  private final ThreadPoolExecutor executor;
  private final Scheduler timer = new ThreadScheduler("liveblocks-directory-timer");
  private final Set<Task> pending = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<String, Integer> ofUser = new ConcurrentHashMap<>();

  /** Asks the application. */
  @FunctionalInterface
  interface Code {
    String call() throws RequestRejectedException;
  }

  /**
   * Creates an executor.
   *
   * @param endpoint its name in the log
   * @param timeout for one lookup, with the time in the queue
   */
  LookupExecutor(String endpoint, Duration timeout, LogThrottle throttle) {
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.throttle = throttle;
    this.executor =
        new ThreadPoolExecutor(
            MAX_RUNNING,
            MAX_RUNNING,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            threads);
  }

  /**
   * Runs a lookup.
   *
   * @param userId who asks
   * @return its result; failed with a {@code RequestRejectedException}
   */
  CompletableFuture<String> submit(String userId, Code code) throws RequestRejectedException {
    if (ofUser.merge(userId, 1, Integer::sum) > MAX_OF_ONE_USER) {
      release(userId);
      throw new RequestRejectedException(ErrorResponse.RATE_LIMITED, RETRY_AFTER);
    }
    Task task = new Task(userId, code);
    pending.add(task);
    try {
      Scheduler.Task deadline = timer.schedule(task::expire, timeout.toNanos());
      var unused = task.result.whenComplete((json, failure) -> deadline.cancel());
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.reject(busy());
      task.leave();
      if (!executor.isShutdown()) {
        throttle.log(
            Level.WARNING,
            ErrorResponse.BUSY.code(),
            () ->
                "%s responded 503 busy: %d lookups are running and %d are waiting; make the UserDirectory or RoomDirectory faster"
                    .formatted(endpoint, MAX_RUNNING, MAX_WAITING));
      }
    }
    return task.result;
  }

  private static RequestRejectedException busy() {
    return new RequestRejectedException(ErrorResponse.BUSY, RETRY_AFTER);
  }

  private void release(String userId) {
    ofUser.computeIfPresent(userId, (id, count) -> count == 1 ? null : count - 1);
  }

  /** Ends all lookups at once; their threads are interrupted. */
  @Override
  public void close() {
    executor.shutdown();
    pending.forEach(task -> task.reject(busy()));
    timer.close();
    threads.awaitEnd();
  }

  /** One lookup. Its result may be there before its thread is free again. */
  private final class Task implements Runnable {

    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final String userId;
    private final Code code;
    private @Nullable Thread runner; // guarded by this

    Task(String userId, Code code) {
      this.userId = userId;
      this.code = code;
    }

    @Override
    public void run() {
      try {
        if (begin()) {
          String json = code.call();
          end();
          result.complete(json);
        }
      } catch (RequestRejectedException e) {
        end();
        result.completeExceptionally(e);
      } finally {
        end();
        leave();
      }
    }

    /** Makes room for another lookup of this user. */
    void leave() {
      pending.remove(this);
      release(userId);
    }

    private synchronized boolean begin() {
      runner = result.isDone() ? null : Thread.currentThread();
      return runner != null;
    }

    /** Nothing interrupts the thread from now on: it may be sending the response. */
    private synchronized void end() {
      if (runner != null) {
        runner = null;
        var unused = Thread.interrupted();
      }
    }

    void expire() {
      if (reject(new RequestRejectedException(ErrorResponse.DIRECTORY_TIMEOUT))) {
        throttle.log(
            Level.WARNING,
            ErrorResponse.DIRECTORY_TIMEOUT.code(),
            () ->
                "%s responded 504 directory_timeout: a lookup took longer than %d ms; make the UserDirectory or RoomDirectory faster, or raise the setting directoryTimeout"
                    .formatted(endpoint, timeout.toMillis()));
      }
    }

    /** Ends the lookup with a failure, and interrupts the thread that it may be on. */
    boolean reject(RequestRejectedException rejection) {
      boolean first = result.completeExceptionally(rejection);
      synchronized (this) {
        if (runner != null) {
          runner.interrupt();
        }
      }
      return first;
    }
  }
}
