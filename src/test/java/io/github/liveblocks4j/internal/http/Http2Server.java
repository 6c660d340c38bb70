package io.github.liveblocks4j.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;

/**
 * An HTTP/2 server over TLS that does what a test tells it, frame by frame, right or wrong. It has
 * a thread for each connection, and no state but what it records.
 */
final class Http2Server implements AutoCloseable {

  /** What the server does with a request, on the thread of its connection. */
  @FunctionalInterface
  interface Behaviour {
    void request(Http2Peer peer, int streamId) throws IOException;
  }

  private final SSLServerSocket server;
  private final List<Http2Peer> peers = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
  private volatile Behaviour behaviour = Http2Peer::respond;
  private volatile H2Setting[] settings = {};
  private volatile boolean answersPings = true;

  Http2Server(SSLContext context) throws IOException {
    this.server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    daemon(this::accept, "http2-server");
  }

  static void daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  /** Sets how many streams a connection may have, for new connections. */
  void maxStreams(int streams) {
    settings = new H2Setting[] {new H2Setting(H2Param.MAX_CONCURRENT_STREAMS, streams)};
  }

  void always(Behaviour next) {
    behaviour = next;
  }

  /** Goes silent on PING too, as a connection does whose other end is gone. */
  void answersPings(boolean answers) {
    answersPings = answers;
  }

  boolean answersPings() {
    return answersPings;
  }

  H2Setting[] settings() {
    return settings;
  }

  /** Returns all connections so far. */
  List<Http2Peer> peers() {
    return peers;
  }

  Http2Peer peer(int index) {
    return peers.get(index);
  }

  /** Waits for a request; returns the number of its stream. */
  int takeRequest() throws InterruptedException {
    return requests.take();
  }

  void received(Http2Peer peer, int streamId) throws IOException {
    behaviour.request(peer, streamId);
    requests.add(streamId); // Only now: a test goes on, and may tell something else.
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Http2Peer peer = new Http2Peer(this, (SSLSocket) server.accept());
        peers.add(peer);
        daemon(peer::run, "http2-peer");
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Http2Peer peer : peers) {
      peer.drop();
    }
  }
}
