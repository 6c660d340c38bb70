package io.github.liveblocks4j.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.nio.H2StreamListener;
import org.apache.hc.core5.http2.nio.command.PingCommand;
import org.apache.hc.core5.http2.nio.support.BasicPingHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and how many exchanges it takes: one with HTTP/1.1, and with HTTP/2 as many as
 * the server allows. Counts HTTP/2 streams by their frames, as the server does: one whose call was
 * cancelled is in use until its response has ended. Thread-safe.
 */
final class Connection implements H2StreamListener, Http1StreamListener {

  // HttpCore goes through all streams of a connection whenever it writes.
  private static final int MOST_STREAMS = 250;

  private static final Pattern KEEP_ALIVE = Pattern.compile("timeout=([0-9]{1,6})");
  private static final long MAX_IDLE = TimeUnit.SECONDS.toNanos(60);

  private final ConnectionPool pool;
  private final Map<Integer, Stream> onTheWire = new ConcurrentHashMap<>();
  private final Set<Stream> live = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ProtocolIOSession session;
  private volatile boolean http2;
  private volatile boolean opened;
  private volatile int capacity;
  private volatile long idleLimit = MAX_IDLE;
  private volatile long lastInput;
  private volatile long pingedAt;
  private volatile boolean pinged;
  private int lastStreamId; // of the thread that serves this connection

  final long created;

  // Written by the pool, under its lock.
  int inFlight;
  boolean listedAsFree;
  boolean draining;
  volatile long idleSince;

  Connection(ConnectionPool pool, long now) {
    this.pool = pool;
    this.created = now;
    this.idleSince = now;
    this.lastInput = now;
  }

  /** TCP is connected. */
  void connected(ProtocolIOSession connected) {
    session = connected;
    lastInput = pool.now();
  }

  /** HTTP/1.1 was negotiated, or nothing. */
  void openedHttp1() {
    capacity = 1;
    opened = true;
    pool.opened(this);
  }

  void failed(Exception failure) {
    if (!opened) {
      pool.openingFailed(this, failure);
    }
  }

  boolean isHttp2() {
    return http2;
  }

  int capacity() {
    return capacity;
  }

  /** Whether its socket is open; not yet when it is still being connected. */
  boolean isOpen() {
    ProtocolIOSession current = session;
    return current != null && current.isOpen();
  }

  boolean isConnecting() {
    return session == null;
  }

  /** Whether the server may be about to close it. */
  boolean isStale(long now) {
    return !http2 && inFlight == 0 && now - idleSince > idleLimit;
  }

  void send(Exchange exchange) {
    Stream stream = new Stream(exchange, this);
    live.add(stream);
    ProtocolIOSession current = session;
    if (exchange.begin(stream) && current != null) {
      current.enqueue(stream.command(), Command.Priority.NORMAL);
    } else if (live.remove(stream)) { // Nobody waits for it any more, and nothing was sent.
      pool.released(this);
    }
  }

  /** Takes note of a stream that has just been sent; returns its number. */
  int sent(Stream stream) {
    if (!http2) {
      return 0;
    }
    onTheWire.put(lastStreamId, stream);
    return lastStreamId;
  }

  void ended(Stream stream) {
    if (live.remove(stream) && http2 && stream.id() == 0) {
      pool.released(this);
    }
  }

  /** HTTP/1.1 can end an exchange only with its connection. */
  void abandoned(Stream stream) {
    if (!http2 && live.contains(stream)) {
      close();
    }
  }

  /** Whether somebody waits for a response. */
  boolean isUsed() {
    return !live.isEmpty();
  }

  /** Returns how many streams only wait for a response that nobody wants any more. */
  long abandonedStreams() {
    return onTheWire.values().stream().filter(Stream::hasEnded).count();
  }

  void close() {
    IOSession current = session;
    if (current != null) {
      current.close(CloseMode.IMMEDIATE);
    }
  }

  /** Fails what is in flight on a connection whose thread has ended. */
  void failStreams(Exception reason) {
    List.copyOf(live).forEach(stream -> stream.failed(reason));
  }

  // Liveness.

  long silentSince() {
    return lastInput;
  }

  void ping() {
    IOSession current = session;
    if (current != null && !pinged) {
      pingedAt = pool.now();
      pinged = true;
      current.enqueue(
          new PingCommand(new BasicPingHandler(ignored -> {})), Command.Priority.IMMEDIATE);
    }
  }

  /** Returns for how long it owes a response to a PING; 0 when it does not. */
  long unresponsiveFor(long now) {
    return pinged ? now - pingedAt : 0;
  }

  // HTTP/2: what its frames say.

  @Override
  public void onFrameInput(HttpConnection connection, int streamId, RawFrame frame) {
    lastInput = pool.now();
    if (pinged) {
      pinged = false;
      pool.available(this);
    }
    switch (FrameType.valueOf(frame.getType())) {
      case SETTINGS -> {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
          settings(frame.getPayload());
        }
      }
      case GOAWAY -> goAway(frame.getPayload());
      case HEADERS, DATA -> {
        if (frame.isFlagSet(FrameFlag.END_STREAM)) {
          closed(streamId);
        }
      }
      case RST_STREAM -> closed(streamId);
      default -> {}
    }
  }

  private void settings(@Nullable ByteBuffer payload) {
    int limit = opened ? capacity : MOST_STREAMS;
    while (payload != null && payload.remaining() >= 6) {
      int parameter = payload.getShort();
      int value = payload.getInt();
      if (parameter == H2Param.MAX_CONCURRENT_STREAMS.getCode()) {
        limit = value < 0 ? MOST_STREAMS : Math.min(value, MOST_STREAMS);
      }
    }
    capacity = limit;
    if (opened) {
      pool.available(this);
    } else {
      http2 = true;
      opened = true;
      pool.opened(this);
    }
  }

  /** HttpCore (5.3) does not tell the streams that the server has not processed. */
  private void goAway(@Nullable ByteBuffer payload) {
    int lastProcessed = payload == null ? 0 : payload.getInt() & 0x7fffffff;
    pool.goingAway(this);
    List.copyOf(live).stream()
        .filter(stream -> stream.id() == 0 || stream.id() > lastProcessed)
        .forEach(stream -> stream.failed(new RequestNotExecutedException()));
  }

  private void closed(int streamId) {
    if (onTheWire.remove(streamId) != null) {
      pool.released(this);
    }
  }

  @Override
  public void onHeaderOutput(
      HttpConnection connection, int streamId, List<? extends Header> headers) {
    lastStreamId = streamId;
  }

  @Override
  public void onHeaderInput(
      HttpConnection connection, int streamId, List<? extends Header> headers) {}

  @Override
  public void onFrameOutput(HttpConnection connection, int streamId, RawFrame frame) {}

  @Override
  public void onInputFlowControl(
      HttpConnection connection, int streamId, int delta, int actualSize) {}

  @Override
  public void onOutputFlowControl(
      HttpConnection connection, int streamId, int delta, int actualSize) {}

  // HTTP/1.1.

  @Override
  public void onRequestHead(HttpConnection connection, HttpRequest request) {}

  /** A server tells how long it keeps an idle connection; what is sent later can be lost. */
  @Override
  public void onResponseHead(HttpConnection connection, HttpResponse response) {
    Header keepAlive = response.getFirstHeader("Keep-Alive");
    if (keepAlive != null) {
      Matcher timeout = KEEP_ALIVE.matcher(keepAlive.getValue());
      if (timeout.find()) {
        idleLimit =
            Math.min(MAX_IDLE, TimeUnit.SECONDS.toNanos(Long.parseLong(timeout.group(1))) / 2);
      }
    }
  }

  @Override
  public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
    lastInput = pool.now();
    if (!keepAlive) {
      pool.goingAway(this);
    }
    pool.released(this);
  }
}
