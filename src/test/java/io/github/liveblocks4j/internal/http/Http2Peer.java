package io.github.liveblocks4j.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** One connection of an {@link Http2Server}. */
final class Http2Peer {

  private static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;
  private static final int PREFACE_LENGTH = 24;

  private final Http2Server server;
  private final SSLSocket socket;
  private final FrameOutputBuffer out = new FrameOutputBuffer(1 << 14);
  private final HPackEncoder encoder = new HPackEncoder(4096, StandardCharsets.US_ASCII);
  private final HPackDecoder decoder = new HPackDecoder(4096, StandardCharsets.US_ASCII);
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<Integer> resets = new CopyOnWriteArrayList<>();
  private final Set<Integer> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger mostStreams = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  Http2Peer(Http2Server server, SSLSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  void run() {
    try {
      socket.getInputStream().readNBytes(PREFACE_LENGTH);
      write(FRAMES.createSettings(server.settings()));
      FrameInputBuffer in = new FrameInputBuffer(1 << 14);
      while (true) {
        read(in.read(socket.getInputStream()));
      }
    } catch (IOException | HttpException e) {
      closed.countDown();
    }
  }

  private void read(RawFrame frame) throws IOException, HttpException {
    int stream = frame.getStreamId();
    switch (FrameType.valueOf(frame.getType())) {
      case SETTINGS -> {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
          write(FRAMES.createSettingsAck());
        }
      }
      case PING -> {
        pings.incrementAndGet();
        if (server.answersPings()) {
          write(FRAMES.createPingAck(frame.getPayloadContent()));
        }
      }
      case HEADERS -> {
        open.add(stream);
        mostStreams.accumulateAndGet(open.size(), Math::max);
        for (Header header : decoder.decodeHeaders(frame.getPayloadContent())) {
          if (header.getName().equalsIgnoreCase("authorization")) {
            authorizations.add(header.getValue());
          }
        }
      }
      case RST_STREAM -> resets.add(stream);
      default -> {}
    }
    if (frame.isFlagSet(FrameFlag.END_STREAM)
        && (frame.isType(FrameType.HEADERS) || frame.isType(FrameType.DATA))) {
      server.received(this, stream);
    }
  }

  private synchronized void write(RawFrame frame) throws IOException {
    out.write(frame, socket.getOutputStream());
  }

  void respond(int stream) throws IOException {
    respond(stream, "application/json", "{\"stream\":" + stream + "}");
  }

  /** Responds unless the connection is gone. */
  void respondQuietly(int stream) {
    try {
      respond(stream);
    } catch (IOException e) {
      closed.countDown();
    }
  }

  synchronized void respond(int stream, String type, String body) throws IOException {
    ByteArrayBuffer headers = new ByteArrayBuffer(100);
    try {
      encoder.encodeHeaders(
          headers,
          List.of(new BasicHeader(":status", "200"), new BasicHeader("content-type", type)),
          true);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IOException(e);
    }
    open.remove(stream);
    write(
        FRAMES.createHeaders(
            stream, ByteBuffer.wrap(headers.array(), 0, headers.length()), true, false));
    write(FRAMES.createData(stream, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), true));
  }

  void reset(int stream, H2Error error) throws IOException {
    open.remove(stream);
    write(FRAMES.createResetStream(stream, error));
  }

  void goAway(int lastStream, H2Error error) throws IOException {
    write(FRAMES.createGoAway(lastStream, error, "test"));
  }

  /** Closes the socket without a word. */
  void drop() throws IOException {
    socket.close();
  }

  /** Waits until the client has closed the connection. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  List<String> authorizations() {
    return authorizations;
  }

  List<Integer> resets() {
    return resets;
  }

  int pings() {
    return pings.get();
  }

  /** Returns how many requests were without response at a time, at most. */
  int mostStreams() {
    return mostStreams.get();
  }
}
