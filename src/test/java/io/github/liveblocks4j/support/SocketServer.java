package io.github.liveblocks4j.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback that speaks what it is told to, to each client on a thread of its own. */
public final class SocketServer implements AutoCloseable {

  /** What is done with a connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void hold(Socket client) throws IOException;
  }

  /** What runs until a connection ends. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public SocketServer(Conversation conversation) throws IOException {
    daemon(
        () -> {
          while (true) {
            Socket client = server.accept();
            open.add(client);
            daemon(() -> serve(client, conversation));
          }
        });
  }

  private void serve(Socket client, Conversation conversation) throws IOException {
    try (client) {
      conversation.hold(client);
    } finally {
      open.remove(client);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Returns how many connections have not ended. */
  public int open() {
    return open.size();
  }

  /** Reads the head of a request with the empty line; empty at the end of the stream. */
  public static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  /** Runs a task on a thread of its own until the other end, or the test, closes the connection. */
  public static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // Closed.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
