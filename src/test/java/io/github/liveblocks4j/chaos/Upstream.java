package io.github.liveblocks4j.chaos;

import static io.github.liveblocks4j.chaos.Scripts.each;
import static io.github.liveblocks4j.chaos.Scripts.tls;
import static io.github.liveblocks4j.chaos.Scripts.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP server on a loopback port that plays one script on each connection, until it is healed. */
final class Upstream implements AutoCloseable {

  /** How a port can be. */
  enum Port {
    OPEN,
    /** Nobody listens. */
    CLOSED,
    /** Somebody listens but accepts nothing, and the queue is full. */
    DEAF
  }

  private static final int BACKLOG = 500;

  private final Certificates certificates;
  private final Port state;
  private final Script ill;
  private final Script well;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "upstream");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<SocketChannel> queue = new ArrayList<>();
  private final CountDownLatch healed = new CountDownLatch(1);
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicLong mostSent = new AtomicLong();
  private final int port;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile ServerSocket server;

  Upstream(Certificates certificates, Behaviour behaviour) throws IOException {
    this.certificates = certificates;
    this.state = behaviour.port();
    this.ill = behaviour.script();
    this.well = behaviour.isTls() ? tls("good").then(each(token())) : each(token());
    this.server = listen(0, state == Port.DEAF ? 1 : BACKLOG);
    this.port = server.getLocalPort();
    switch (state) {
      case OPEN -> accept();
      case CLOSED -> server.close();
      case DEAF -> fillQueue();
    }
  }

  private static ServerSocket listen(int port, int backlog) throws IOException {
    return new ServerSocket(port, backlog, InetAddress.getLoopbackAddress());
  }

  private void fillQueue() throws IOException {
    for (int i = 0; i < 8; i++) {
      SocketChannel waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      queue.add(waiting);
    }
  }

  private void accept() {
    ServerSocket accepting = server;
    threads.execute(
        () -> {
          try {
            while (true) {
              Socket socket = accepting.accept();
              threads.execute(() -> serve(socket));
            }
          } catch (IOException closed) {
            // The end.
          }
        });
  }

  private void serve(Socket socket) {
    try (socket) {
      Connection connection = new Connection(this, socket);
      connections.add(connection);
      try {
        (isHealed() ? well : ill).play(connection);
        connection.finish();
      } finally {
        mostSent.accumulateAndGet(connection.sent(), Math::max);
        connections.remove(connection);
      }
    } catch (IOException ended) {
      // By the peer, or by close().
    }
  }

  Certificates certificates() {
    return certificates;
  }

  int port() {
    return port;
  }

  /** Returns how many exchanges have been counted before this one. */
  int nextExchange() {
    return exchanges.getAndIncrement();
  }

  boolean isHealed() {
    return healed.getCount() == 0;
  }

  void awaitHealed() {
    await(healed, 30);
  }

  /** Responds well from now on, over the connections that are left and over new ones. */
  void heal() throws IOException {
    healed.countDown();
    if (state == Port.OPEN) {
      return;
    }
    server.close();
    for (SocketChannel waiting : queue) {
      waiting.close();
    }
    server = listen(port, BACKLOG);
    accept();
  }

  /** Holds back good responses until so many requests are there at once. */
  void gather(int requests) {
    gate = new CountDownLatch(requests);
  }

  void gathered() {
    CountDownLatch latch = gate;
    latch.countDown();
    await(latch, 5);
  }

  private static void await(CountDownLatch latch, long seconds) {
    try {
      var unused = latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how many connections are in the middle of something. */
  long busy() {
    return connections.stream().filter(connection -> !connection.isIdle()).count();
  }

  int open() {
    return connections.size();
  }

  /** Returns the most bytes that a connection which has ended took. */
  long mostSent() {
    return mostSent.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
