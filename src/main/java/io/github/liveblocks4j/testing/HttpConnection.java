package io.github.liveblocks4j.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Serves the requests of one connection, one after the other. */
final class HttpConnection implements Runnable {

  private static final int DRAIN_MILLIS = 1_000;
  private static final int DRAIN_BYTES = 16 * 1024 * 1024;

  private final Socket socket;
  private final HttpServer.Handler handler;
  private final CountDownLatch serverClosed;

  HttpConnection(Socket socket, HttpServer.Handler handler, CountDownLatch serverClosed) {
    this.socket = socket;
    this.handler = handler;
    this.serverClosed = serverClosed;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      HttpRequestReader reader = new HttpRequestReader(in, out);
      try {
        while (serve(reader)) {
          // the next request of a kept connection
        }
      } catch (HttpException e) {
        out.write(e.toResponse().encode(false, true));
        drain(in);
      }
    } catch (IOException e) {
      // The client is gone, or the server was closed: there is nobody left to tell.
    }
  }

  private boolean serve(HttpRequestReader reader) throws IOException, HttpException {
    HttpRequest request = reader.read();
    if (request == null) {
      return false;
    }
    Exchange exchange = new Exchange(socket, request, serverClosed);
    handler.handle(exchange);
    return exchange.isConnectionKept();
  }

  // Closing with unread input would reset the connection, and the client might lose our answer.
  private void drain(InputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_MILLIS);
    byte[] buffer = new byte[8 * 1024];
    int left = DRAIN_BYTES;
    while (left > 0) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      left -= n;
    }
  }
}
