package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server over plain sockets, on the loopback address only: one daemon thread that
 * accepts, and one for each connection. All of them have ended when {@link #close} returns.
 */
final class HttpServer implements AutoCloseable {

  /** Answers requests, from many threads at a time. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws IOException;
  }

  private static final int BACKLOG = 1_024;
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ServerSocket listener = new ServerSocket();
  private final Handler handler;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = new CopyOnWriteArraySet<>();

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   */
  HttpServer(int port, Handler handler) throws IOException {
    this.handler = handler;
    try {
      listener.setReuseAddress(true);
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      listener.bind(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    startThread("fake-liveblocks-accept-" + port(), this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (true) {
      Socket socket;
      try {
        socket = listener.accept();
      } catch (IOException e) {
        return; // closed
      }
      sockets.add(socket);
      startThread(
          "fake-liveblocks-connection-" + socket.getPort(),
          () -> {
            try {
              new HttpConnection(socket, handler, closed).run();
            } finally {
              sockets.remove(socket);
            }
          });
      if (closed.getCount() == 0) {
        // close() may have looked before this socket was in the set.
        closeQuietly(socket);
        return;
      }
    }
  }

  private void startThread(String name, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    closeQuietly(listener);
    sockets.forEach(HttpServer::closeQuietly);
    long deadline = System.nanoTime() + END_NANOS;
    try {
      // The acceptor may still bring one more connection: look again until nothing is left.
      while (!threads.isEmpty() && System.nanoTime() < deadline) {
        for (Thread thread : threads) {
          TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Nothing is lost: the peer sees the end of the connection either way.
    }
  }
}
