package io.github.liveblocks4j.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A server that runs, of whatever kind, with an auth endpoint.
 *
 * @param started how long it took to say that it had started
 */
record Site(Program program, int port, Duration started) implements Closeable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int RESPONSE_LIMIT_MILLIS = 20_000;

  static Site awaitStarted(Program program, int port, Pattern line) throws IOException {
    try {
      program.await(line, 0, START_LIMIT);
      return new Site(program, port, program.age());
    } catch (IOException e) {
      program.close();
      throw e;
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port + War.ENDPOINT);
  }

  /** Requests one token on a connection of its own; returns the time that it took. */
  Duration firstToken() throws IOException {
    long begun = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(RESPONSE_LIMIT_MILLIS);
      String request =
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\nX-User: user-0\r\nConnection: close\r\n\r\n%s"
              .formatted(War.ENDPOINT, port, Load.BODY.length(), Load.BODY);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      String response = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Duration time = Duration.ofNanos(System.nanoTime() - begun);
      if (!response.startsWith("HTTP/1.1 200") || !response.contains("\"token\"")) {
        throw new IOException(
            "no token but:\n%s\nThe server printed:\n%s".formatted(response, program.log()));
      }
      return time;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
