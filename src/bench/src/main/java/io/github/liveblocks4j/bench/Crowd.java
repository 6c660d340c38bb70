package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Visitors who all come at once, each with a connection and one request of its own. */
final class Crowd {

  private static final long LIMIT = TimeUnit.MINUTES.toNanos(2);

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  private Crowd(Selector selector) {
    this.selector = selector;
  }

  /**
   * What came of it.
   *
   * @param seconds until the last response
   * @param outcomes how many got which status
   */
  record Result(double seconds, Map<String, Integer> outcomes) {}

  private static final class Visitor {
    final ByteBuffer request;
    String status = "";

    Visitor(ByteBuffer request) {
      this.request = request;
    }
  }

  static Result arrive(int port, String path, int visitors) throws IOException {
    try (Selector selector = Selector.open()) {
      Crowd crowd = new Crowd(selector);
      long begun = System.nanoTime();
      for (int i = 0; i < visitors; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT, new Visitor(request(path, i)));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
      }
      int done = 0;
      while (done < visitors && System.nanoTime() - begun < LIMIT) {
        selector.select(1_000);
        for (SelectionKey key : selector.selectedKeys()) {
          if (crowd.hasEnded(key)) {
            done++;
          }
        }
        selector.selectedKeys().clear();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      for (SelectionKey key : selector.keys()) {
        crowd.end(key, "none");
      }
      return new Result(seconds, crowd.outcomes);
    }
  }

  private static ByteBuffer request(String path, int visitor) {
    String body = "{\"room\":\"plans\"}";
    return ByteBuffer.wrap(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nX-User: user-%d\r\nConnection: close\r\n\r\n%s"
            .formatted(path, body.length(), visitor, body)
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private boolean hasEnded(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    Visitor visitor = (Visitor) key.attachment();
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_WRITE);
      } else if (key.isWritable()) {
        channel.write(visitor.request);
        key.interestOps(
            visitor.request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      } else if (key.isReadable()) {
        int count = channel.read(buffer.clear());
        if (count < 0) {
          end(key, visitor.status.isEmpty() ? "closed" : visitor.status);
          return true;
        }
        if (visitor.status.isEmpty() && count >= 12) {
          visitor.status = new String(buffer.array(), 9, 3, StandardCharsets.ISO_8859_1);
        }
      }
      return false;
    } catch (IOException e) {
      end(key, "failed");
      return true;
    }
  }

  private void end(SelectionKey key, String outcome) {
    if (key.isValid()) {
      outcomes.merge(outcome, 1, Integer::sum);
      key.cancel();
      try {
        key.channel().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
