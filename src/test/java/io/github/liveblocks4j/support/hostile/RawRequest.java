package io.github.liveblocks4j.support.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request that is sent piece by piece over a socket, and its response. */
public final class RawRequest implements AutoCloseable {

  // Long enough to find a response that comes too early.
  private static final int SILENCE_MILLIS = 100;
  private static final int TIMEOUT_MILLIS = 300_000;

  private final Socket socket;

  private RawRequest(Socket socket) {
    this.socket = socket;
  }

  public static RawRequest to(int port) throws IOException {
    return new RawRequest(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends the lines of the head, and the empty line behind them. */
  public RawRequest head(List<String> lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  public RawRequest send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Fails when there is a response already. */
  public RawRequest awaitNoResponse() throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    try {
      throw new AssertionError("a response has begun: " + socket.getInputStream().read());
    } catch (SocketTimeoutException e) {
      return this;
    }
  }

  /** Whether a response has arrived. */
  public boolean hasResponse() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** The response as it came, up to the end of its JSON object or of the connection. */
  public String response() throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
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
