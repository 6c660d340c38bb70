package io.github.liveblocks4j.chaos;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The steps that scripts are made of. */
final class Scripts {

  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z-]+}");
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private Scripts() {}

  /** Plays one exchange for each request, over connections that are kept alive. */
  static Script each(Script exchange) {
    return connection -> {
      while (connection.awaitRequest()) {
        (connection.upstream().isHealed() ? token() : exchange).play(connection);
      }
    };
  }

  static Script tls(String identity) {
    return connection -> connection.startTls(identity);
  }

  static Script readLine() {
    return Connection::line;
  }

  static Script readHead() {
    return readLine().then(Connection::contentLength);
  }

  static Script read() {
    return readLine().then(connection -> connection.body(connection.contentLength()));
  }

  static Script reset() {
    return Connection::reset;
  }

  static Script close() {
    return Connection::close;
  }

  /** Says nothing more. */
  static Script hang() {
    return Connection::awaitEnd;
  }

  /** Reads nothing more, so that it learns of the other's end only when it is healed. */
  static Script ignore() {
    return connection -> {
      connection.stopReading();
      connection.upstream().awaitHealed();
      connection.resumeReading();
      connection.awaitEnd();
    };
  }

  static Script pause(long millis) {
    return connection -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** A pause that ends with the connection. */
  static Script pauseUnlessEnded(int millis) {
    return connection -> connection.awaitEnd(millis);
  }

  /** Until the peer has had enough. */
  static Script forever(Script step) {
    return connection -> {
      while (true) {
        step.play(connection);
      }
    };
  }

  static Script times(int count, Script step) {
    return connection -> {
      for (int i = 0; i < count; i++) {
        step.play(connection);
      }
    };
  }

  static Script everySecond(Script bad, Script good) {
    return connection ->
        (connection.upstream().nextExchange() % 2 == 0 ? bad : good).play(connection);
  }

  /** Sends text, with the good response's body and its length for {body} and {length}. */
  static Script send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (!VARIABLE.matcher(text).find()) {
      return connection -> connection.write(bytes);
    }
    return connection -> {
      String body = connection.tokenBody();
      String other = Connection.tokenBody("mallory");
      connection.write(
          text.replace("{body}", body)
              .replace("{length}", Integer.toString(body.length()))
              .replace("{hex}", Integer.toHexString(body.length()))
              .replace("{half}", body.substring(0, body.length() / 2))
              .replace("{other}", other)
              .replace("{other-length}", Integer.toString(other.length()))
              .getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  static Script respond(int status, String headers, String body) {
    String head =
        "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(status, headers, body.getBytes(StandardCharsets.ISO_8859_1).length);
    return each(read().then(send(head + body)));
  }

  static Script json(int status, String body) {
    return respond(status, "Content-Type: application/json\r\n", body);
  }

  /** An error as Liveblocks words it. */
  static Script error(int status, String... headers) {
    return respond(
        status,
        "Content-Type: application/json\r\n" + String.join("", headers),
        "{\"error\":\"SOME_ERROR\",\"message\":\"Something is wrong\"}");
  }

  static Script html(int status) {
    return respond(
        status, "Content-Type: text/html\r\n", "<html><title>Gateway</title>Sorry</html>");
  }

  static Script redirect(int status, String location) {
    return respond(status, "Location: " + location + "\r\n", "");
  }

  /** After the request, the text as it is, and the next step. */
  static Script raw(String text, Script next) {
    return each(read().then(send(text)).then(next));
  }

  /** After a request and the head of a good response, this body. */
  static Script body(String headers, String body, Script next) {
    return raw(OK + headers + "\r\n" + body, next);
  }

  /** The one good response. */
  static Script token() {
    return read()
        .then(connection -> connection.upstream().gathered())
        .then(
            send(OK + "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"));
  }

  static Script nothing() {
    return connection -> {};
  }
}
