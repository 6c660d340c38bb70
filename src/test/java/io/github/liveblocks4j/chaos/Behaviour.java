package io.github.liveblocks4j.chaos;

import static io.github.liveblocks4j.chaos.Behaviour.End.CLOSE;
import static io.github.liveblocks4j.chaos.Behaviour.End.HANG;
import static io.github.liveblocks4j.chaos.Behaviour.End.KEEP;
import static io.github.liveblocks4j.chaos.Behaviour.End.RESET;
import static io.github.liveblocks4j.chaos.Behaviour.Outcome.API_ERROR;
import static io.github.liveblocks4j.chaos.Behaviour.Outcome.PROTOCOL;
import static io.github.liveblocks4j.chaos.Behaviour.Outcome.TIMEOUT;
import static io.github.liveblocks4j.chaos.Behaviour.Outcome.TOKEN;
import static io.github.liveblocks4j.chaos.Behaviour.Outcome.UNAVAILABLE;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream does with each request, and what the client must make of it. {@code {body}} in a
 * response stands for a good body, {@code {length}} for its length.
 */
enum Behaviour {
  // As it should be, in every form that HTTP allows.
  GOOD(TOKEN, ok(), KEEP),
  CHUNKED(TOKEN, head("Transfer-Encoding: chunked") + "{hex}\r\n{body}\r\n0\r\n\r\n", KEEP),
  UNTIL_CLOSE(TOKEN, head("Connection: close") + "{body}", CLOSE),
  OLD_PROTOCOL(TOKEN, "HTTP/1.0 200 OK\r\n\r\n{body}", CLOSE),
  CLOSED_AFTER_RESPONSE(TOKEN, ok(), CLOSE),
  EARLY_HINTS(TOKEN, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20) + ok(), KEEP),
  CONTINUE_UNASKED(TOKEN, "HTTP/1.1 100 Continue\r\n\r\n" + ok(), KEEP),

  // Two responses to one request: the second must never reach the next caller.
  SECOND_RESPONSE(TOKEN, ok() + ok().replace("{body}", "{othr}"), KEEP),
  LENGTH_TOO_SHORT(PROTOCOL, head("Content-Length: 5") + "{body}", KEEP),

  // Connections that end.
  RESET_AT_ACCEPT(UNAVAILABLE, null, RESET),
  CLOSED_AT_ACCEPT(UNAVAILABLE, null, CLOSE),
  RESET_AFTER_REQUEST(UNAVAILABLE, "", RESET),
  CLOSED_AFTER_REQUEST(UNAVAILABLE, "", CLOSE),
  RESET_IN_STATUS_LINE(UNAVAILABLE, "HTTP/1.1 20", RESET),
  CLOSED_IN_HEAD(UNAVAILABLE, "HTTP/1.1 200 OK\r\nContent-Le", CLOSE),
  HALF_A_BODY(UNAVAILABLE, head("Content-Length: 999") + "{body}", CLOSE),
  HALF_A_BODY_WITHOUT_LENGTH(PROTOCOL, head("Connection: close") + "{\"token\":", CLOSE),
  CHUNKED_WITHOUT_END(
      UNAVAILABLE, head("Transfer-Encoding: chunked") + "{hex}\r\n{body}\r\n", CLOSE),

  // Time.
  HANGS_AT_ACCEPT(TIMEOUT, null, HANG),
  HANGS_AFTER_REQUEST(TIMEOUT, "", HANG),
  HANGS_IN_HEAD(TIMEOUT, "HTTP/1.1 200 OK\r\nContent-Le", HANG),
  HANGS_IN_BODY(TIMEOUT, head("Content-Length: 999") + "{body}", HANG),
  TRICKLES_HEAD(TIMEOUT, "HTTP/1.1 200 OK\r\nX: ", "x"),
  TRICKLES_BODY(TIMEOUT, head("Content-Length: 9999999") + "{", " "),
  HINTS_FOREVER(TIMEOUT, "", "HTTP/1.1 103 Early Hints\r\n\r\n"),

  // Size.
  LARGE_BODY(PROTOCOL, head("Content-Length: 300000") + " ".repeat(300_000), KEEP),
  ENDLESS_BODY(PROTOCOL, head("Connection: close"), "x".repeat(1 << 16)),
  ENDLESS_LINE(UNAVAILABLE, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(1 << 16)),
  ENDLESS_HEADERS(UNAVAILABLE, "HTTP/1.1 200 OK\r\n", "X-Header: value\r\n".repeat(999)),
  ENDLESS_STATUS_LINE(UNAVAILABLE, "HTTP/1.1 200 ", "x".repeat(1 << 16)),

  // What is not HTTP.
  GARBAGE(UNAVAILABLE, "\u0000\u00ff\u0001\u00fe garbage \r\n\r\n\u0000", CLOSE),
  ANOTHER_PROTOCOL(UNAVAILABLE, "SSH-2.0-OpenSSH_9.6\r\n", CLOSE),
  FUTURE_PROTOCOL(UNAVAILABLE, "HTTP/9.7 200 OK\r\n\r\n{body}", CLOSE),
  LENGTH_NEGATIVE(UNAVAILABLE, head("Content-Length: -5") + "{body}", CLOSE),
  LENGTH_NO_NUMBER(UNAVAILABLE, head("Content-Length: many") + "{body}", CLOSE),
  CHUNK_GARBAGE(UNAVAILABLE, head("Transfer-Encoding: chunked") + "zz\r\n{body}", CLOSE),
  GZIP_GARBAGE(PROTOCOL, head("Content-Encoding: gzip", "Content-Length: 4") + "\u001f\bzz", KEEP),
  SWITCHING_PROTOCOLS(
      UNAVAILABLE, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", CLOSE),

  // Good HTTP, but no token.
  NO_CONTENT(PROTOCOL, "HTTP/1.1 204 No Content\r\n\r\n", KEEP),
  REDIRECT(PROTOCOL, "HTTP/1.1 307 R\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", KEEP),
  NOT_MODIFIED(PROTOCOL, "HTTP/1.1 304 Not Modified\r\n\r\n", KEEP),

  // Errors.
  HTML_503(API_ERROR, status(503, "<html>"), KEEP),
  ERROR_999(API_ERROR, status(999, ""), KEEP);

  /** What becomes of the connection after the response. */
  enum End {
    KEEP,
    CLOSE,
    RESET,
    HANG
  }

  /** What the caller gets. */
  enum Outcome {
    TOKEN(null),
    API_ERROR(LiveblocksApiException.class),
    PROTOCOL(LiveblocksProtocolException.class),
    TIMEOUT(LiveblocksTimeoutException.class),
    UNAVAILABLE(LiveblocksUnavailableException.class);

    final @Nullable Class<? extends LiveblocksException> failure;

    Outcome(@Nullable Class<? extends LiveblocksException> failure) {
      this.failure = failure;
    }
  }

  final Outcome outcome;

  /** The response; null when the request is not even read. */
  final @Nullable String response;

  /** What follows the response again and again; empty for nothing. */
  final String forever;

  final End end;

  Behaviour(Outcome outcome, @Nullable String response, End end) {
    this.outcome = outcome;
    this.response = response;
    this.forever = "";
    this.end = end;
  }

  Behaviour(Outcome outcome, String response, String forever) {
    this.outcome = outcome;
    this.response = response;
    this.forever = forever;
    this.end = CLOSE;
  }

  private static String head(String... headers) {
    return "HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private static String ok() {
    return head("Content-Length: {length}") + "{body}";
  }

  private static String status(int status, String body) {
    return "HTTP/1.1 %d Status\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }
}
