package io.github.liveblocks4j.chaos;

import io.github.liveblocks4j.chaos.Behaviour.End;
import io.github.liveblocks4j.support.SocketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that behaves in one way until it is healed. */
final class Upstream implements AutoCloseable {

  static final String TOKEN = "YQ.YQ.YQ";

  private static final String BODY = "{\"token\":\"" + TOKEN + "\"}";
  private static final String OTHER = "{\"token\":\"Yg.Yg.Yg\"}";

  private final SocketServer server;
  private volatile Behaviour behaviour;

  Upstream(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = new SocketServer(this::serve);
  }

  String address() {
    return "127.0.0.1:" + server.port();
  }

  /** Behaves well from now on. */
  void heal() {
    behaviour = Behaviour.GOOD;
  }

  /** Returns how many connections the client has not closed yet. */
  int open() {
    return server.open();
  }

  private void serve(Socket socket) throws IOException {
    End end = End.KEEP;
    if (behaviour.response == null) {
      end = behaviour.end;
    }
    while (end == End.KEEP && readRequest(socket.getInputStream())) {
      end = respond(socket.getOutputStream(), behaviour);
    }
    if (end == End.RESET) {
      socket.setSoLinger(true, 0);
    } else if (end == End.HANG) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static End respond(OutputStream out, Behaviour now) throws IOException {
    out.write(bytes(String.valueOf(now.response)));
    byte[] forever = bytes(now.forever);
    while (forever.length > 0) {
      out.write(forever);
      if (forever.length < 100) { // It trickles.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    return now.end;
  }

  private static byte[] bytes(String text) {
    return text.replace("{body}", BODY)
        .replace("{othr}", OTHER)
        .replace("{length}", Integer.toString(BODY.length()))
        .replace("{hex}", Integer.toHexString(BODY.length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean readRequest(InputStream in) throws IOException {
    String head = SocketServer.head(in);
    int length =
        head.lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .sum();
    return !head.isEmpty() && in.readNBytes(length).length == length;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
