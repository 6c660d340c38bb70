package io.github.liveblocks4j.bench.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Tells when requests are due, whatever has become of those before. */
final class Pacer extends Thread {

  private final long begin;
  private final long end;
  private final long interval;
  private final LongConsumer sender;

  Pacer(long begin, long end, long intervalNanos, LongConsumer sender) {
    super("pacer");
    this.begin = begin;
    this.end = end;
    this.interval = intervalNanos;
    this.sender = sender;
    setDaemon(true);
  }

  @Override
  public void run() {
    for (long due = begin; due < end; due += interval) {
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      sender.accept(due);
    }
  }
}
