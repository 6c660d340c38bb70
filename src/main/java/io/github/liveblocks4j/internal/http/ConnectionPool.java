package io.github.liveblocks4j.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands exchanges to connections, no more to each than it takes, and opens further ones by need.
 * The others wait here, first in, first out: none is bound to a connection that is not there yet.
 * Connections are opened a few at a time, so that a crowd does not ask for more handshakes than can
 * be done in time. Thread-safe; no code of others runs under its lock.
 */
final class ConnectionPool {

  // The least that a server should allow (RFC 9113, 6.5.2): what one more connection will bring.
  private static final int EXPECTED_STREAMS = 100;
  private static final int MAX_HTTP2_CONNECTIONS = 100;
  private static final int MAX_OPENING = 8;
  private static final int MAX_OPENING_HTTP1 = 32;
  private static final int MAX_OPENING_UNKNOWN = 2;

  private final Connector connector;
  private final int maxConnections;
  private final LongSupplier clock;
  private final Upkeep upkeep;

  // All guarded by this.
  private final Set<Exchange> waiting = new LinkedHashSet<>();
  private final Set<Connection> connections = new HashSet<>();
  private final Set<Connection> leaving = new HashSet<>();
  private final Set<Connection> opening = new HashSet<>();
  private final Deque<Connection> free = new ArrayDeque<>();
  private int streamsEach;
  private boolean known;
  private boolean closed;
  private long pauseUntil; // when calls wait
  private long restUntil; // when none does
  private long lastUse;

  /** A step that is to be taken when the lock is free. */
  private record Assignment(Connection connection, Exchange exchange) {}

  ConnectionPool(Connector connector, int maxConnections, LongSupplier clock) {
    this.connector = connector;
    this.maxConnections = maxConnections;
    this.clock = clock;
    this.streamsEach = connector.isTls() ? EXPECTED_STREAMS : 1;
    this.known = !connector.isTls();
    this.pauseUntil = clock.getAsLong();
    this.restUntil = pauseUntil;
    this.lastUse = pauseUntil - Upkeep.KEPT_WARM;
    this.upkeep = new Upkeep(this, connector.connectTimeout());
    connector.repeat(upkeep::run, Duration.ofMillis(500));
  }

  long now() {
    return clock.getAsLong();
  }

  void submit(Exchange exchange) {
    boolean rejected;
    synchronized (this) {
      rejected = closed;
      if (!rejected && !exchange.isDone()) {
        lastUse = now();
        waiting.add(exchange);
      }
    }
    if (rejected) {
      exchange.completeExceptionally(new IOException("the HTTP client is closed"));
    }
    proceed();
  }

  /** Submits an exchange again, on another thread: this one may hold a lock of a connection. */
  void resubmit(Exchange exchange) {
    connector.execute(() -> submit(exchange));
  }

  synchronized void forget(Exchange exchange) {
    waiting.remove(exchange);
  }

  /** Opens a connection before anybody asks for one. */
  void warmUp() {
    synchronized (this) {
      lastUse = now();
    }
    upkeep.run();
  }

  /** Runs the upkeep, for tests whose clock has moved. */
  void upkeep() {
    upkeep.run();
  }

  /** Gives exchanges to connections, and opens more. */
  void proceed() {
    List<Assignment> assigned = List.of();
    List<Connection> opened = List.of();
    synchronized (this) {
      if (closed) {
        return;
      }
      Iterator<Exchange> queue = waiting.iterator();
      while (queue.hasNext()) {
        Connection connection = take();
        if (connection == null) {
          opened = openMore();
          break;
        }
        Exchange next = queue.next();
        queue.remove();
        assigned = assigned.isEmpty() ? new ArrayList<>() : assigned;
        assigned.add(new Assignment(connection, next));
      }
    }
    assigned.forEach(each -> each.connection().send(each.exchange()));
    opened.forEach(connector::open);
  }

  private @Nullable Connection take() {
    for (Connection first = free.peek(); first != null; first = free.peek()) {
      if (isUsable(first) && first.inFlight < first.capacity()) {
        if (++first.inFlight == first.capacity()) {
          unlist(first);
        }
        return first;
      }
      unlist(first);
    }
    return null;
  }

  private void unlist(Connection first) {
    free.remove();
    first.listedAsFree = false;
  }

  private boolean isUsable(Connection connection) {
    return !connection.draining
        && connection.isOpen()
        && !connection.isStale(now())
        && connection.unresponsiveFor(now()) < Upkeep.SUSPICION;
  }

  private List<Connection> openMore() {
    if (now() - pauseUntil < 0) {
      return List.of();
    }
    int most = MAX_OPENING_UNKNOWN;
    if (known) {
      most = streamsEach > 1 ? MAX_OPENING : MAX_OPENING_HTTP1;
    }
    int limit = streamsEach > 1 ? Math.min(maxConnections, MAX_HTTP2_CONNECTIONS) : maxConnections;
    if (connections.size() + opening.size() >= limit) {
      forgetLost();
    }
    int wanted = (waiting.size() + streamsEach - 1) / streamsEach;
    int count = Math.min(Math.min(wanted, most), limit - connections.size()) - opening.size();
    List<Connection> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      more.add(begin());
    }
    return more;
  }

  private void forgetLost() {
    connections.removeIf(connection -> !connection.isOpen());
    leaving.removeIf(connection -> !connection.isOpen());
  }

  private Connection begin() {
    Connection connection = new Connection(this, now());
    opening.add(connection);
    return connection;
  }

  // What connections report.

  void opened(Connection connection) {
    boolean late;
    synchronized (this) {
      late = closed || !opening.remove(connection);
      if (!late) {
        connections.add(connection);
        streamsEach = Math.max(1, connection.capacity());
        known = true;
        list(connection);
      }
    }
    if (late) {
      connection.close();
    }
    proceed();
  }

  /** Fails those who wait when there is no other connection to hope for. */
  void openingFailed(Connection connection, Exception failure) {
    List<Exchange> failed = List.of();
    synchronized (this) {
      if (!opening.remove(connection)) {
        return;
      }
      pauseUntil = now() + Duration.ofMillis(100).toNanos();
      restUntil = now() + Duration.ofSeconds(5).toNanos();
      if (opening.isEmpty() && connections.stream().noneMatch(this::isUsable)) {
        failed = List.copyOf(waiting);
        waiting.clear();
        pauseUntil = now();
      }
    }
    connection.close();
    failed.forEach(exchange -> exchange.completeExceptionally(failure));
  }

  void released(Connection connection) {
    synchronized (this) {
      connection.inFlight--;
      connection.idleSince = now();
      list(connection);
    }
    proceed();
  }

  /** It may take more than before. */
  void available(Connection connection) {
    synchronized (this) {
      list(connection);
    }
    proceed();
  }

  private void list(Connection connection) {
    if (!connection.listedAsFree
        && connection.inFlight < connection.capacity()
        && connections.contains(connection)
        && isUsable(connection)) {
      connection.listedAsFree = true;
      free.push(connection);
    }
  }

  /** It takes no more exchanges, and is closed when the last has ended. */
  synchronized void goingAway(Connection connection) {
    connection.draining = true;
    if (connections.remove(connection)) {
      leaving.add(connection);
    }
  }

  // For the upkeep.

  /** Returns the connections that take exchanges. */
  synchronized List<Connection> connections() {
    forgetLost();
    return List.copyOf(connections);
  }

  /** Returns those that are going away. */
  synchronized List<Connection> leaving() {
    return List.copyOf(leaving);
  }

  synchronized List<Connection> opening() {
    return List.copyOf(opening);
  }

  synchronized long lastUse() {
    return lastUse;
  }

  /** Opens one connection if there is none to use, nor one on its way. */
  void openFirst() {
    Connection first = null;
    synchronized (this) {
      if (!closed
          && opening.isEmpty()
          && now() - restUntil >= 0
          && connections.stream().noneMatch(this::isUsable)) {
        first = begin();
      }
    }
    if (first != null) {
      connector.open(first);
    }
  }

  /** Opens one more connection unless one is on its way. */
  void openNext() {
    Connection next = null;
    synchronized (this) {
      if (!closed && opening.isEmpty()) {
        next = begin();
      }
    }
    if (next != null) {
      connector.open(next);
    }
  }

  /** Ends all connections and threads, and fails all exchanges. */
  void close() {
    List<Exchange> failed;
    List<Connection> ended = new ArrayList<>();
    synchronized (this) {
      closed = true;
      failed = List.copyOf(waiting);
      waiting.clear();
      ended.addAll(connections);
      ended.addAll(leaving);
    }
    connector.close();
    IOException reason = new IOException("the HTTP client is closed");
    failed.forEach(exchange -> exchange.completeExceptionally(reason));
    ended.forEach(connection -> connection.failStreams(reason));
  }
}
