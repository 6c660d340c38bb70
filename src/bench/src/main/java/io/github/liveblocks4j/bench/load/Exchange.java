package io.github.liveblocks4j.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection with at most one request on it, HTTP/1.1 with keep-alive. Sends on any thread, reads
 * on that of its selector.
 */
final class Exchange {

  private static final int BUFFER = 8 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer buffer;

  /** When the request was due, which can be before it was sent: a late sender is no fast server. */
  volatile long dueNanos;

  private volatile boolean waiting;

  Exchange(SocketChannel channel) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocate(BUFFER);
  }

  SocketChannel channel() {
    return channel;
  }

  /** Returns whether a request is without its response. */
  boolean waiting() {
    return waiting;
  }

  void send(byte[] request, long dueNanos) throws IOException {
    this.dueNanos = dueNanos;
    this.waiting = true;
    buffer.clear();
    ByteBuffer bytes = ByteBuffer.wrap(request);
    // Smaller than the send buffer of a connection on which nothing else is under way.
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads what has come; returns the status when the response is complete, else 0. */
  int read() throws IOException {
    int count = channel.read(buffer);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    if (!buffer.hasRemaining()) {
      throw new IOException("the response has more than " + BUFFER + " bytes");
    }
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return 0;
    }
    if (!isComplete(text, head)) {
      return 0;
    }
    waiting = false;
    return Integer.parseInt(text.substring(9, 12));
  }

  private static boolean isComplete(String text, int head) {
    int bodyStart = head + 4;
    int length = indexAfter(text, head, "\r\ncontent-length:");
    if (length < 0) {
      return text.endsWith("0\r\n\r\n") && text.length() > bodyStart; // Chunked.
    }
    int end = text.indexOf("\r\n", length);
    return text.length() - bodyStart >= Integer.parseInt(text.substring(length, end).strip());
  }

  private static int indexAfter(String text, int head, String name) {
    for (int i = 0; i <= head - name.length(); i++) {
      if (text.regionMatches(true, i, name, 0, name.length())) {
        return i + name.length();
      }
    }
    return -1;
  }
}
