package io.github.liveblocks4j.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A visitor whose request's body comes piece by piece. */
final class SlowVisitor implements AutoCloseable {

  private static final int RESPONSE_LIMIT_MILLIS = 20_000;

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Socket socket;

  private SlowVisitor(Socket socket) {
    this.socket = socket;
  }

  /** Sends the head of a request, and nothing of its body. */
  static SlowVisitor posting(
      ServletContainer container, String context, String path, int contentLength)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port());
    socket.setSoTimeout(RESPONSE_LIMIT_MILLIS);
    SlowVisitor visitor = new SlowVisitor(socket);
    visitor.send(
        "POST /%s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nX-Test-User: slow\r\nContent-Length: %d\r\n\r\n"
            .formatted(context, path, container.port(), contentLength));
    return visitor;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Long enough for the server to find that there is no body yet. */
  void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /** Sends one byte of the body, unless the server has closed the connection by now. */
  void trickle() {
    try {
      send(" ");
    } catch (IOException e) {
      // It did not wait: what it sent last is still to be read.
    }
  }

  /** Returns the response, up to the end of its JSON object or of the connection. */
  String response() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    while (last != '}' && (last = socket.getInputStream().read()) >= 0) {
      bytes.write(last);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
