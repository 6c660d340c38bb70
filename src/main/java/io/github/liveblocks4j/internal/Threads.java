package io.github.liveblocks4j.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes daemon threads that inherit nothing of the thread that happens to make the first call, and
 * waits for their end: a container that finds one running after an undeployment reports a leak.
 */
final class Threads implements ThreadFactory {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  // They have nothing left to do when they are waited for; this is for a machine that stalls.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String prefix;
  private final Runnable onError;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /**
   * Creates a factory.
   *
   * @param prefix of the names of its threads
   * @param onError runs when an error has ended one of them
   */
  Threads(String prefix, Runnable onError) {
    this.prefix = prefix;
    this.onError = onError;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, prefix + "-" + (threads.size() + 1), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Threads.class.getClassLoader());
    thread.setUncaughtExceptionHandler(
        (ended, error) -> {
          onError.run();
          LOG.log(Level.ERROR, "Thread " + ended.getName() + " has ended by an error", error);
        });
    threads.add(thread);
    return thread;
  }

  /** Creates a pool of such threads; its {@code shutdownNow} waits for their end. */
  static ScheduledExecutorService pool(String prefix, int size) {
    Threads threads = new Threads(prefix, () -> {});
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(size, threads) {
          @Override
          public List<Runnable> shutdownNow() {
            List<Runnable> dropped = super.shutdownNow();
            threads.awaitEnd();
            return dropped;
          }
        };
    pool.setRemoveOnCancelPolicy(true);
    // Now: a task that no thread can be had for would be in the queue all the same.
    var unused = pool.prestartAllCoreThreads();
    return pool;
  }

  /** Waits until all have ended, for 2 seconds at most. They must have been stopped before. */
  void awaitEnd() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : threads) {
        // One of them may be the one that closes: an application can do so in a callback.
        if (thread != Thread.currentThread()) {
          TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
