package io.github.liveblocks4j.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends all or a part of its body with the head, and nothing more. */
final class RawVisitor implements AutoCloseable {

  private static final int RESPONSE_LIMIT_MILLIS = 60_000;

  private final Socket socket;

  RawVisitor(ServletContainer container, String context, String path, String body)
      throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), container.port());
    socket.setSoTimeout(RESPONSE_LIMIT_MILLIS);
    String request =
        "POST /%s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nX-Test-User: raw\r\nContent-Length: 2\r\n\r\n%s"
            .formatted(context, path, container.port(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
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
