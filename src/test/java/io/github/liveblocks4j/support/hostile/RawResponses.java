package io.github.liveblocks4j.support.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that a server sends until it closes the connection: the responses of an endpoint are the JSON
 * objects with a token or a code, the others are the container's.
 *
 * @param text the bytes as they came, one a character
 */
public record RawResponses(String text) {

  private static final int TIMEOUT_MILLIS = 300_000;

  /** What a container says to a protocol or transfer encoding that it does not know. */
  private static final Set<Integer> NOT_SUPPORTED = Set.of(501, 505);

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([2-9]\\d\\d)\\b");
  private static final Pattern BEGIN = Pattern.compile("(?=HTTP/1\\.[01] )");
  private static final Pattern TOKEN = Pattern.compile("\\{\"token\":\"[^\"]*+");
  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");
  private static final Pattern INSIDE =
      Pattern.compile("(?:\\w+\\.){2,}[A-Z]\\w+|Exception|\\bat \\S+\\(|Caused by");

  /**
   * Sends a request, and reads to the end of the connection. Closes its own direction, so that the
   * server waits for nothing more: at once, or for a request that is to be answered only then.
   * Tomcat drops a request in chunks whose client does so earlier.
   */
  public static RawResponses to(HostileRequest request, int port, String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        socket.getOutputStream().write(request.bytes("127.0.0.1:" + port, path));
        if (request.isForEndpoint()) {
          bytes.writeBytes(socket.getInputStream().readNBytes(1));
        }
        socket.shutdownOutput();
        socket.getInputStream().transferTo(bytes);
      } catch (SocketException e) {
        // Reset by a server that does not read on: what it sent before counts.
      }
    }
    return new RawResponses(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  /** Tells whether a final status, whoever sent it, is a failure of the server. */
  public boolean hasFailed() {
    return STATUS
        .matcher(text)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .anyMatch(status -> status >= 500 && !NOT_SUPPORTED.contains(status));
  }

  public long tokens() {
    return TOKEN.matcher(text).results().count();
  }

  /** Returns the codes of the endpoint's rejections. */
  public List<String> codes() {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Returns how many of the responses are the endpoint's. */
  public long fromEndpoint() {
    return tokens() + codes().size();
  }

  /**
   * Returns what is wrong with them: two of the endpoint, a failure, what is inside of it, or
   * another one than the table expects.
   *
   * @param lenient whether the server accepts, repairs or fails on what others refuse
   */
  public Optional<String> complaint(HostileRequest request, boolean lenient) {
    if (fromEndpoint() > 1) {
      return Optional.of("more than one response");
    }
    if (hasFailed() && (!lenient || fromEndpoint() > 0)) {
      return Optional.of("a failure of the server");
    }
    if (showsInside()) {
      return Optional.of("shows a class or a stack trace");
    }
    boolean asExpected =
        switch (request.expected()) {
          case "any" -> true;
          case "token" -> tokens() == 1;
          case "container", "denied" -> tokens() == 0;
          default -> tokens() == 0 && List.of(request.expected()).containsAll(codes());
        };
    return lenient || asExpected ? Optional.empty() : Optional.of("not " + request.expected());
  }

  /**
   * Tells whether those of the endpoint show a class name, an exception or a stack trace. Tomcat's
   * own page for a malformed body does, unless the operator disables it.
   */
  public boolean showsInside() {
    return BEGIN
        .splitAsStream(text)
        .filter(response -> new RawResponses(response).fromEndpoint() > 0)
        .map(response -> TOKEN.matcher(response).replaceAll("")) // It has dots too.
        .anyMatch(response -> INSIDE.matcher(response).find());
  }
}
