package io.github.liveblocks4j.internal.http;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/**
 * What has to be done for connections from time to time: ask the silent ones whether they are
 * alive, replace the old ones, close those that nobody needs, and keep one open for some time after
 * the last call, so that a visitor after a quiet minute does not wait for DNS, TCP and TLS.
 */
final class Upkeep {

  /** For how long a PING may be without response before others are not sent the same way. */
  static final long SUSPICION = Duration.ofSeconds(2).toNanos();

  private static final long DEATH = Duration.ofSeconds(10).toNanos();
  private static final long SILENCE = Duration.ofSeconds(1).toNanos();
  private static final long IDLE = Duration.ofSeconds(30).toNanos();
  static final long KEPT_WARM = Duration.ofMinutes(10).toNanos();

  // A change of Liveblocks' addresses is followed within this time.
  private static final long LIFE = Duration.ofMinutes(5).toNanos();

  private final ConnectionPool pool;
  private final long openTimeout;

  Upkeep(ConnectionPool pool, Duration connectTimeout) {
    this.pool = pool;
    this.openTimeout = connectTimeout.multipliedBy(2).toNanos();
  }

  void run() {
    long now = pool.now();
    pool.opening().forEach(connection -> checkOpening(connection, now));
    List<Connection> inUse = pool.connections();
    inUse.stream().filter(Connection::isHttp2).forEach(connection -> checkAlive(connection, now));
    int spare = inUse.size() - 1;
    for (Connection connection : inUse) {
      if (now - connection.created > LIFE) {
        if (spare > 0) {
          spare--;
          pool.goingAway(connection);
        } else {
          pool.openNext(); // It goes when this one is there.
        }
      } else if (spare > 0 && !connection.isUsed() && now - connection.idleSince > IDLE) {
        spare--;
        pool.goingAway(connection);
      }
    }
    pool.leaving().stream().filter(connection -> !connection.isUsed()).forEach(Connection::close);
    if (now - pool.lastUse() < KEPT_WARM) {
      pool.openFirst();
    }
    pool.proceed();
  }

  private void checkOpening(Connection connection, long now) {
    if (connection.isConnecting()) {
      return; // Has a timeout of its own.
    }
    if (!connection.isOpen()) {
      connection.failed(new ConnectException("the server closed the connection at once"));
    } else if (now - connection.silentSince() > openTimeout) {
      connection.failed(new ConnectException("the server does not speak on the new connection"));
    }
  }

  private void checkAlive(Connection connection, long now) {
    if (connection.unresponsiveFor(now) > DEATH) {
      connection.close();
    } else if (now - connection.silentSince() > (connection.isUsed() ? SILENCE : IDLE)) {
      connection.ping();
    }
    if (connection.abandonedStreams() * 4 > connection.capacity()) {
      pool.goingAway(connection); // The server ends what nobody waits for with the connection.
    }
  }
}
