package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and the ways to answer it, or not to. For the connection's thread only. */
final class Exchange {

  /** What the request asks for; performing it changes the fake's state and gives the answer. */
  @FunctionalInterface
  interface Work {
    HttpResponse perform();
  }

  private final Socket socket;
  private final HttpRequest request;
  private final CountDownLatch serverClosed;
  private @Nullable String warning;
  private boolean connectionKept;

  Exchange(Socket socket, HttpRequest request, CountDownLatch serverClosed) {
    this.socket = socket;
    this.request = request;
    this.serverClosed = serverClosed;
  }

  HttpRequest request() {
    return request;
  }

  /** Whatever the answer will be, it carries this warning. */
  void warn(String text) {
    warning = text;
  }

  /** False until a whole answer has been sent; the connection then ends after this exchange. */
  boolean isConnectionKept() {
    return connectionKept;
  }

  void send(HttpResponse response) throws IOException {
    write(encode(response));
    connectionKept = request.keepAlive();
  }

  /** The whole head, but only half of the body it promises. */
  void sendHalf(HttpResponse response) throws IOException {
    byte[] whole = encode(response);
    int bodyLength = response.body().getBytes(StandardCharsets.UTF_8).length;
    write(Arrays.copyOf(whole, whole.length - (bodyLength + 1) / 2));
  }

  /** The client sees "connection reset". */
  void reset() throws IOException {
    // No linger: close() then sends RST instead of FIN.
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits, answering nothing, until the client or the server gives up the connection. */
  void hang() throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Waits; ends early, with an exception, when the server is closed. */
  void pause(Duration duration) throws IOException {
    try {
      if (serverClosed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private byte[] encode(HttpResponse response) {
    HttpResponse warned = warning == null ? response : response.withHeader("X-LB-Warn", warning);
    return warned.encode(request.keepAlive(), !"HEAD".equals(request.method()));
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }
}
