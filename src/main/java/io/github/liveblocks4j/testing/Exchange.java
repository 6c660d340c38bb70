package io.github.liveblocks4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/** One request and the ways to respond to it, or not to. None of them blocks a thread. */
final class Exchange implements AsyncServerExchangeHandler {

  /** The operation of a request; performing it changes the fake's state. */
  @FunctionalInterface
  interface Work {
    Response perform();
  }

  /** The longest body, in bytes: well above the 5 MiB of a file or of a part of one. */
  static final int MAX_BODY = 16 * 1024 * 1024;

  private record Incoming(HttpRequest request, ResponseChannel channel, HttpContext context) {}

  private final HttpServer server;
  private final IOSession connection;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile @Nullable Incoming incoming;
  private volatile @Nullable String warning;
  private volatile ByteBuffer output = ByteBuffer.allocate(0);
  private volatile boolean cut;

  Exchange(HttpServer server, IOSession connection) {
    this.server = server;
    this.connection = connection;
  }

  /** Adds a warning to the response, whichever it will be. */
  void warn(String text) {
    warning = text;
  }

  void send(Response response) {
    send(response, ByteBuffer.wrap(response.body()), response.body().length);
  }

  /** The whole head, but only half of the body it promises; then the connection ends. */
  void sendHalf(Response response) {
    int length = response.body().length;
    cut = true;
    send(response, ByteBuffer.wrap(response.body(), 0, length / 2), length);
  }

  /** The client sees "connection reset". */
  void reset() {
    connection.close(CloseMode.IMMEDIATE);
  }

  /** Sends nothing, until the client or the server ends the connection. */
  void hang() {
    connection.upgrade(new HangingConnection());
  }

  /** Does something later, unless the server is closed before. */
  void after(Duration delay, Runnable action) {
    server.schedule(action, delay);
  }

  private void send(Response response, ByteBuffer bytes, int promised) {
    Incoming to = incoming;
    if (to == null) {
      return; // There is nothing to respond to before the request has come.
    }
    output = bytes;
    BasicHttpResponse head = new BasicHttpResponse(response.status());
    response.headers().forEach(head::setHeader);
    if (warning != null) {
      head.setHeader("X-LB-Warn", warning);
    }
    boolean hasBody = promised > 0 && response.status() != 204 && response.status() != 304;
    try {
      to.channel()
          .sendResponse(
              head, hasBody ? new BasicEntityDetails(promised, null) : null, to.context());
    } catch (HttpException | IOException e) {
      reset(); // The client has disconnected.
    }
  }

  @Override
  public void handleRequest(
      HttpRequest request,
      @Nullable EntityDetails entity,
      ResponseChannel channel,
      HttpContext context) {
    incoming = new Incoming(request, channel, context);
    if (entity == null) {
      handle(request);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Integer.MAX_VALUE);
  }

  /** Keeps one byte more than is allowed, as the sign of a body that is too long. */
  @Override
  public void consume(ByteBuffer source) {
    byte[] bytes = new byte[Math.min(source.remaining(), MAX_BODY + 1 - body.size())];
    source.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    Incoming complete = incoming;
    if (complete != null) {
      handle(complete.request());
    }
  }

  private void handle(HttpRequest request) {
    if (body.size() > MAX_BODY) {
      send(Response.error(413, "The body is longer than " + MAX_BODY + " bytes"));
    } else if (!request.getPath().startsWith("/")) {
      send(Response.error(400, "The request's target must be a path"));
    } else {
      server.handler().handle(this, RecordedRequest.of(request, body.toByteArray()));
    }
  }

  /** More than nothing as long as there is something to do in {@link #produce}. */
  @Override
  public int available() {
    return Math.max(1, output.remaining());
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (output.hasRemaining()) {
      channel.write(output);
    } else if (cut) {
      connection.close(CloseMode.GRACEFUL); // What was written is flushed by now.
    }
    if (!output.hasRemaining() && !cut) {
      channel.endStream(null);
    }
  }

  @Override
  public void failed(Exception cause) {
    // The client has disconnected.
  }

  @Override
  public void releaseResources() {
    // Holds none.
  }
}
