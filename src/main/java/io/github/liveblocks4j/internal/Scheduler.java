package io.github.liveblocks4j.internal;

/** A monotonic clock, and tasks that run later. Thread-safe. */
interface Scheduler extends AutoCloseable {

  /** Returns the time; no change of the system's date moves it. */
  long nanoTime();

  /** Runs a short task once, on a thread of this scheduler. */
  Task schedule(Runnable task, long delayNanos);

  /** Drops all tasks. */
  @Override
  void close();

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Task {

    /** Drops the task at once. Does nothing when it has run already. */
    void cancel();
  }
}
