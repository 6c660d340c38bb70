package io.github.liveblocks4j.chaos;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** The upstream's side of one connection. For one thread, but for {@link #close}. */
final class Connection {

  private static final Pattern USER = Pattern.compile("\"userId\":\"([^\"]+)\"");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final Upstream upstream;
  private final Socket socket;
  private Socket layer;
  private InputStream in;
  private OutputStream out;
  private String user = "nobody";
  private long sent;
  private volatile boolean idle = true;

  Connection(Upstream upstream, Socket socket) throws IOException {
    this.upstream = upstream;
    this.socket = socket;
    this.layer = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  Upstream upstream() {
    return upstream;
  }

  /** Returns whether no exchange has begun, or the last one is over. */
  boolean isIdle() {
    return idle;
  }

  /** Returns how many bytes the peer, and the buffers on the way, have taken. */
  long sent() {
    return sent;
  }

  /** Speaks TLS from now on. */
  void startTls(String identity) throws IOException {
    idle = false;
    SSLSocket tls =
        (SSLSocket)
            upstream
                .certificates()
                .server(identity)
                .getSocketFactory()
                .createSocket(socket, null, socket.getPort(), true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    layer = tls;
    in = new BufferedInputStream(tls.getInputStream());
    out = tls.getOutputStream();
  }

  /** Waits for the next request on a connection that is kept alive. */
  boolean awaitRequest() throws IOException {
    idle = true;
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    idle = false;
    return true;
  }

  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      idle = false;
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Reads the headers. */
  int contentLength() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher header = LENGTH.matcher(line);
      if (header.matches()) {
        length = Integer.parseInt(header.group(1));
      }
    }
    return length;
  }

  void body(int length) throws IOException {
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    Matcher matcher = USER.matcher(body);
    user = matcher.find() ? matcher.group(1) : "nobody";
  }

  /** Returns the good response for the user whom the last request is about. */
  String tokenBody() {
    return tokenBody(user);
  }

  static String tokenBody(String user) {
    return "{\"token\":\"%s.%s.c2ln\"}"
        .formatted(base64("{\"alg\":\"HS256\"}"), base64("{\"uid\":\"" + user + "\"}"));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent += bytes.length;
  }

  /** From now on nobody knows what the peer has sent. */
  void stopReading() {
    idle = false;
  }

  /** Finds out whether it has sent anything. */
  void resumeReading() throws IOException {
    idle = in.available() == 0;
  }

  /** Waits for the peer's end of the connection, whatever it sends until then. */
  void awaitEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        idle = false; // The peer does not know that nobody listens.
      }
    } catch (SocketException reset) {
      // An end, too.
    }
  }

  /** Waits for it for a while; it must not come. */
  void awaitEnd(int millis) throws IOException {
    layer.setSoTimeout(millis);
    try {
      if (in.read() < 0) {
        throw new EOFException();
      }
    } catch (SocketTimeoutException stillThere) {
      layer.setSoTimeout(0);
    }
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection, in TLS without the goodbye that tells an end from an attack. */
  void close() throws IOException {
    socket.close();
  }

  /** Ends the connection in good order. */
  void finish() throws IOException {
    layer.close();
  }
}
