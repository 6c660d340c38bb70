package io.github.liveblocks4j.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All connections of the visitors. One thread reads; the open loop has another that sends. */
final class Connections implements AutoCloseable {

  /** Longer than any deadline of a server. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

  /** What the sender of the open loop may be late by, at its end. */
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final URI url;
  private final Visitors visitors;
  private final Selector selector;
  private final List<Exchange> all = new ArrayList<>();
  private final Queue<Exchange> idle = new ConcurrentLinkedQueue<>();
  private final Queue<Long> due = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Latencies latencies = new Latencies();
  private final Statuses statuses = new Statuses();

  Connections(URI url, Visitors visitors) throws IOException {
    this.url = url;
    this.visitors = visitors;
    this.selector = Selector.open();
  }

  String connect(int count) throws IOException {
    long begun = System.nanoTime();
    while (all.size() < count) {
      // One after the other: a storm of connections is not what is measured.
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Exchange exchange = new Exchange(channel);
      channel.register(selector, SelectionKey.OP_READ, exchange);
      all.add(exchange);
      idle.add(exchange);
    }
    return "connected=" + all.size() + " micros=" + (System.nanoTime() - begun) / 1_000;
  }

  String wave() throws IOException {
    long begun = begin();
    for (Exchange exchange : all) {
      send(exchange, begun);
    }
    readUntil(begun, begun, false);
    return result(begun);
  }

  String run(int seconds) throws IOException {
    long begun = begin();
    for (Exchange exchange : all) {
      send(exchange, System.nanoTime());
    }
    readUntil(begun, begun + TimeUnit.SECONDS.toNanos(seconds), true);
    return result(begun);
  }

  String open(int rate, int seconds) throws IOException {
    long begun = begin();
    idle.addAll(all);
    long end = begun + TimeUnit.SECONDS.toNanos(seconds);
    new Pacer(begun, end, TimeUnit.SECONDS.toNanos(1) / rate, this::due).start();
    readUntil(begun, end + LATE_NANOS, false);
    return result(begun);
  }

  private long begin() {
    latencies.clear();
    statuses.clear();
    idle.clear();
    due.clear();
    inFlight.set(0);
    return System.nanoTime();
  }

  private void due(long nanos) {
    inFlight.incrementAndGet();
    due.add(nanos);
    sendDue();
  }

  /** Sends what is due, as long as there is a connection: waiting for one counts as latency. */
  private synchronized void sendDue() {
    while (!due.isEmpty() && !idle.isEmpty()) {
      try {
        idle.remove().send(visitors.next(), due.remove());
      } catch (IOException e) {
        // The reader sees the same, and counts it.
      }
    }
  }

  private void send(Exchange exchange, long dueNanos) throws IOException {
    inFlight.incrementAndGet();
    exchange.send(visitors.next(), dueNanos);
  }

  /** Reads until the end, and then until nothing is in flight. */
  private void readUntil(long begun, long end, boolean again) throws IOException {
    long patience = Math.max(begun, end) + PATIENCE_NANOS;
    while (System.nanoTime() < end || inFlight.get() > 0) {
      if (System.nanoTime() > patience) {
        statuses.failed(inFlight.get());
        return;
      }
      selector.select(key -> read(key, again, end), 10);
    }
  }

  private void read(SelectionKey key, boolean again, long end) {
    Exchange exchange = (Exchange) key.attachment();
    try {
      int status = exchange.read();
      if (status == 0) {
        return;
      }
      long now = System.nanoTime();
      latencies.add(now - exchange.dueNanos);
      statuses.count(status);
      inFlight.decrementAndGet();
      if (!again) {
        idle.add(exchange);
        sendDue();
      } else if (now < end) {
        send(exchange, now);
      }
    } catch (IOException e) {
      if (exchange.waiting()) {
        statuses.failed(1);
        inFlight.decrementAndGet();
      }
      key.cancel();
      all.remove(exchange);
      idle.remove(exchange);
    }
  }

  private String result(long begun) {
    return "%s micros=%d p50=%d p99=%d"
        .formatted(
            statuses,
            (System.nanoTime() - begun) / 1_000,
            latencies.micros(50),
            latencies.micros(99));
  }

  @Override
  public void close() throws IOException {
    for (Exchange exchange : all) {
      exchange.channel().close();
    }
    selector.close();
  }
}
