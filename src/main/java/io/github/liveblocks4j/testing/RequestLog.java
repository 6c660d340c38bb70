package io.github.liveblocks4j.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest requests, bounded in number and in bytes. Thread-safe. */
final class RequestLog {

  static final int MAX_REQUESTS = 10_000;

  // Bodies may be megabytes: the number alone would not bound the memory.
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Deque<RecordedRequest> all = new ArrayDeque<>();
  private final Deque<RecordedRequest> notTaken = new ArrayDeque<>();
  private long bytes;

  void add(RecordedRequest request) {
    lock.lock();
    try {
      all.addLast(request);
      notTaken.addLast(request);
      bytes += request.length();
      while (all.size() > MAX_REQUESTS || (bytes > MAX_BYTES && all.size() > 1)) {
        RecordedRequest oldest = all.removeFirst();
        bytes -= oldest.length();
        if (notTaken.size() > all.size()) {
          notTaken.removeFirst();
        }
      }
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      all.clear();
      notTaken.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  List<RecordedRequest> all() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  Optional<RecordedRequest> take(long timeoutNanos) throws InterruptedException {
    long left = timeoutNanos;
    lock.lockInterruptibly();
    try {
      while (notTaken.isEmpty() && left > 0) {
        left = added.awaitNanos(left);
      }
      return Optional.ofNullable(notTaken.pollFirst());
    } finally {
      lock.unlock();
    }
  }
}
