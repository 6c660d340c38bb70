package io.github.liveblocks4j.chaos;

import static io.github.liveblocks4j.chaos.Expected.IDENTITY;
import static io.github.liveblocks4j.chaos.Expected.INVALID;
import static io.github.liveblocks4j.chaos.Expected.KEY;
import static io.github.liveblocks4j.chaos.Expected.TIMEOUT;
import static io.github.liveblocks4j.chaos.Expected.TOKEN;
import static io.github.liveblocks4j.chaos.Expected.UNAVAILABLE;
import static io.github.liveblocks4j.chaos.Expected.UNCONNECTED;
import static io.github.liveblocks4j.chaos.Scripts.body;
import static io.github.liveblocks4j.chaos.Scripts.close;
import static io.github.liveblocks4j.chaos.Scripts.each;
import static io.github.liveblocks4j.chaos.Scripts.error;
import static io.github.liveblocks4j.chaos.Scripts.everySecond;
import static io.github.liveblocks4j.chaos.Scripts.forever;
import static io.github.liveblocks4j.chaos.Scripts.hang;
import static io.github.liveblocks4j.chaos.Scripts.html;
import static io.github.liveblocks4j.chaos.Scripts.ignore;
import static io.github.liveblocks4j.chaos.Scripts.json;
import static io.github.liveblocks4j.chaos.Scripts.nothing;
import static io.github.liveblocks4j.chaos.Scripts.pause;
import static io.github.liveblocks4j.chaos.Scripts.pauseUnlessEnded;
import static io.github.liveblocks4j.chaos.Scripts.raw;
import static io.github.liveblocks4j.chaos.Scripts.read;
import static io.github.liveblocks4j.chaos.Scripts.readHead;
import static io.github.liveblocks4j.chaos.Scripts.readLine;
import static io.github.liveblocks4j.chaos.Scripts.redirect;
import static io.github.liveblocks4j.chaos.Scripts.reset;
import static io.github.liveblocks4j.chaos.Scripts.respond;
import static io.github.liveblocks4j.chaos.Scripts.send;
import static io.github.liveblocks4j.chaos.Scripts.times;
import static io.github.liveblocks4j.chaos.Scripts.tls;
import static io.github.liveblocks4j.chaos.Scripts.token;

import io.github.liveblocks4j.chaos.Upstream.Port;

/** What an upstream can do to a caller, and what the caller's own caller must hear of it. */
enum Behaviour {
  // As it should be, in every form that HTTP allows.
  GOOD(TOKEN, each(token())),
  CHUNKED(TOKEN, body("Transfer-Encoding: chunked\r\n", chunk("{body}") + "0\r\n\r\n", nothing())),
  UNTIL_CLOSE(TOKEN, body("Connection: close\r\n", "{body}", close())),
  OLD_PROTOCOL(TOKEN, raw("HTTP/1.0 200 OK\r\n\r\n{body}", close())),
  SLOW(TOKEN, each(read().then(pause(300)).then(good()))),
  CLOSED_AFTER_RESPONSE(TOKEN, raw(goodText(), close())),
  RESET_AFTER_RESPONSE(TOKEN, raw(goodText(), pause(100).then(reset()))),
  EARLY_HINTS(TOKEN, raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20), good())),
  CONTINUE_UNASKED(TOKEN, raw("HTTP/1.1 100 Continue\r\n\r\n", good())),
  EVERY_SECOND_RESETS(TOKEN, each(read().then(everySecond(reset(), good())))),
  EVERY_SECOND_503(TOKEN, each(read().then(everySecond(send(emptyText(503)), good())))),

  // Two responses to one request: the second must never reach the next caller.
  SECOND_RESPONSE(TOKEN, raw(goodText() + othersText(), nothing())),
  SECOND_RESPONSE_BELOW_A_SHORT_LENGTH(
      INVALID, raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{body}" + othersText(), nothing())),

  // Connections that end.
  REFUSED(UNAVAILABLE, Port.CLOSED),
  DEAF(UNCONNECTED, Port.DEAF),
  RESET_AT_ACCEPT(UNAVAILABLE, reset()),
  CLOSED_AT_ACCEPT(UNAVAILABLE, close()),
  RESET_AFTER_REQUEST_LINE(UNAVAILABLE, readLine().then(reset())),
  RESET_AFTER_REQUEST_HEAD(UNAVAILABLE, readHead().then(reset())),
  RESET_AFTER_REQUEST(UNAVAILABLE, each(read().then(reset()))),
  CLOSED_AFTER_REQUEST(UNAVAILABLE, each(read().then(close()))),
  RESET_IN_STATUS_LINE(UNAVAILABLE, raw("HTTP/1.1 20", reset())),
  RESET_IN_HEAD(UNAVAILABLE, raw("HTTP/1.1 200 OK\r\nContent-Le", reset())),
  RESET_AFTER_HEAD(UNAVAILABLE, body("Content-Length: {length}\r\n", "", reset())),
  RESET_IN_BODY(UNAVAILABLE, body("Content-Length: {length}\r\n", "{half}", reset())),
  HALF_A_BODY(UNAVAILABLE, body("Content-Length: {length}\r\n", "{half}", close())),
  HALF_A_BODY_WITHOUT_LENGTH(INVALID, body("Connection: close\r\n", "{half}", close())),
  CHUNKED_WITHOUT_END(
      UNAVAILABLE, body("Transfer-Encoding: chunked\r\n", chunk("{body}"), close())),

  // Time.
  HANGS_AT_ACCEPT(TIMEOUT, hang()),
  NEVER_READS(TIMEOUT, ignore()),
  HANGS_AFTER_REQUEST(TIMEOUT, each(read().then(hang()))),
  HANGS_IN_HEAD(TIMEOUT, raw("HTTP/1.1 200 OK\r\nContent-Le", hang())),
  HANGS_IN_BODY(TIMEOUT, body("Content-Length: {length}\r\n", "{half}", hang())),
  HANGS_BEFORE_LAST_CHUNK(TIMEOUT, body("Transfer-Encoding: chunked\r\n", chunk("{body}"), hang())),
  TOO_SLOW(TIMEOUT, each(read().then(pauseUnlessEnded(4_000)).then(good()))),
  TRICKLES_HEAD(TIMEOUT, raw("HTTP/1.1 200 OK\r\nX: ", forever(send("x").then(pause(100))))),
  TRICKLES_BODY(
      TIMEOUT, body("Content-Length: 9999\r\n", "{", forever(send(" ").then(pause(100))))),
  HINTS_FOR_EVER(TIMEOUT, each(read().then(forever(send(hint()).then(pause(50)))))),

  // Size.
  LARGE_BODY(
      INVALID,
      body(
          "Content-Type: application/json\r\nContent-Length: " + (50 << 20) + "\r\n",
          "{\"x\":\"",
          times(50 << 4, send("x".repeat(1 << 16))).then(close()))),
  LARGE_BODY_WITH_A_TOKEN(
      INVALID,
      raw(
          "HTTP/1.1 200 OK\r\n\r\n{\"x\":\"",
          times(20 << 4, send("x".repeat(1 << 16)))
              .then(send("\",\"token\":\"YQ.YQ.YQ\"}"))
              .then(close()))),
  ENDLESS_CHUNKS(
      INVALID,
      body("Transfer-Encoding: chunked\r\n", "", forever(send(chunk("x".repeat(1 << 16)))))),
  ENDLESS_LINE(UNAVAILABLE, raw("HTTP/1.1 200 OK\r\nX: ", forever(send("x".repeat(1 << 16))))),
  ENDLESS_HEADERS(
      UNAVAILABLE, raw("HTTP/1.1 200 OK\r\n", forever(send("X-Header: value\r\n".repeat(999))))),
  ENDLESS_STATUS_LINE(UNAVAILABLE, raw("HTTP/1.1 200 ", forever(send("x".repeat(1 << 16))))),

  // What is not HTTP.
  GARBAGE(UNAVAILABLE, raw("\u0000\u00ff\u0001\u00fe garbage \r\n\r\n\u0000", close())),
  NO_STATUS_LINE(UNAVAILABLE, raw("{body}\r\n", close())),
  ANOTHER_PROTOCOL(UNAVAILABLE, raw("SSH-2.0-OpenSSH_9.6\r\n", close())),
  FUTURE_PROTOCOL(UNAVAILABLE, raw("HTTP/9.7 200 OK\r\n\r\n{body}", close())),
  LENGTH_TOO_LONG(UNAVAILABLE, body("Content-Length: 999\r\n", "{body}", close())),
  LENGTH_TOO_SHORT(INVALID, body("Content-Length: 5\r\n", "{body}", nothing())),
  LENGTH_NEGATIVE(UNAVAILABLE, body("Content-Length: -5\r\n", "{body}", close())),
  LENGTH_NO_NUMBER(UNAVAILABLE, body("Content-Length: many\r\n", "{body}", close())),
  CHUNK_GARBAGE(UNAVAILABLE, body("Transfer-Encoding: chunked\r\n", "zz\r\n{body}", close())),
  CHUNK_NEGATIVE(UNAVAILABLE, body("Transfer-Encoding: chunked\r\n", "-1\r\n{body}", close())),
  GZIP_GARBAGE(
      INVALID,
      body("Content-Encoding: gzip\r\nContent-Length: 4\r\n", "\u001f\u008bzz", nothing())),

  // Good HTTP, but no token.
  EMPTY_BODY(INVALID, json(200, "")),
  NO_CONTENT(INVALID, raw("HTTP/1.1 204 No Content\r\n\r\n", nothing())),
  EMPTY_OBJECT(INVALID, json(200, "{}")),
  NOT_A_JWT(INVALID, json(200, "{\"token\":\"</script>\"}")),
  TOKEN_OF_A_MEGABYTE(INVALID, json(200, "{\"token\":\"a.b." + "c".repeat(1 << 20) + "\"}")),
  NESTED(INVALID, json(200, "{\"token\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}")),
  LONG_NUMBER(INVALID, json(200, "{\"token\":1e99999999999}")),
  HTML(INVALID, html(200)),
  REDIRECT_301(INVALID, redirect(301, "/v2/identify-user")),
  REDIRECT_302(INVALID, redirect(302, "http://127.0.0.1:1/")),
  REDIRECT_307(INVALID, redirect(307, "/v2/identify-user")),
  NOT_MODIFIED(INVALID, raw("HTTP/1.1 304 Not Modified\r\n\r\n", nothing())),
  SWITCHING_PROTOCOLS(
      UNAVAILABLE, raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", close())),

  // Errors.
  ERROR_400(IDENTITY, error(400)),
  ERROR_401(KEY, error(401)),
  ERROR_403(KEY, error(403)),
  ERROR_404(INVALID, error(404)),
  ERROR_407(INVALID, error(407)),
  ERROR_409(INVALID, error(409)),
  ERROR_422(IDENTITY, error(422)),
  HTML_400(INVALID, html(400)),
  HTML_403(INVALID, html(403)),
  ERROR_429(UNAVAILABLE, error(429)),
  ERROR_429_LATER(UNAVAILABLE, error(429, "Retry-After: 7\r\n")),
  ERROR_429_MUCH_LATER(UNAVAILABLE, error(429, "Retry-After: 99999999999999999999\r\n")),
  ERROR_429_EARLIER(UNAVAILABLE, error(429, "Retry-After: -1\r\n")),
  ERROR_500(UNAVAILABLE, error(500)),
  ERROR_501(UNAVAILABLE, error(501)),
  ERROR_503(UNAVAILABLE, error(503)),
  ERROR_503_SOMETIME(UNAVAILABLE, error(503, "Retry-After: soon\r\n")),
  HTML_502(UNAVAILABLE, html(502)),
  HTML_503(UNAVAILABLE, html(503)),
  HTML_504(UNAVAILABLE, html(504)),
  ERROR_999(UNAVAILABLE, error(999)),
  NUMBER_IN_503(UNAVAILABLE, respond(503, "", "{\"error\":1e99999999999}")),

  // Below HTTP.
  UNKNOWN_HOST(UNAVAILABLE, "http://liveblocks.invalid", nothing()),
  TLS_GOOD(TOKEN, secure(), tls("good").then(each(token()))),
  TLS_TO_A_PLAIN_PORT(
      UNAVAILABLE, secure(), send("HTTP/1.1 400 Bad Request\r\n\r\n").then(close())),
  TLS_UNKNOWN_ISSUER(UNAVAILABLE, secure(), tls("stranger").then(each(token()))),
  TLS_EXPIRED(UNAVAILABLE, secure(), tls("expired").then(each(token()))),
  TLS_WRONG_HOST(UNAVAILABLE, secure(), tls("elsewhere").then(each(token()))),
  TLS_HANDSHAKE_HANGS(UNCONNECTED, secure(), hang()),
  TLS_HANDSHAKE_RESET(UNAVAILABLE, secure(), pause(20).then(reset())),
  TLS_ALERT(UNAVAILABLE, secure(), send("\u0015\u0003\u0003\u0000\u0002\u0002(").then(hang())),
  TLS_GARBAGE(UNAVAILABLE, secure(), send("\u0016\u0003\u0003\u00ff\u00ffzz").then(close())),
  TLS_TRUNCATED(
      UNAVAILABLE,
      secure(),
      tls("good").then(body("Content-Length: {length}\r\n", "{half}", close()))),
  TLS_HANGS(TIMEOUT, secure(), tls("good").then(each(read().then(hang()))));

  private final Expected expected;
  private final String origin;
  private final Port port;

  @SuppressWarnings("ImmutableEnumChecker") // Scripts have no state.
  private final Script script;

  Behaviour(Expected expected, Script script) {
    this(expected, "http://127.0.0.1", script);
  }

  Behaviour(Expected expected, Port port) {
    this(expected, "http://127.0.0.1", port, nothing());
  }

  Behaviour(Expected expected, String origin, Script script) {
    this(expected, origin, Port.OPEN, script);
  }

  Behaviour(Expected expected, String origin, Port port, Script script) {
    this.expected = expected;
    this.origin = origin;
    this.port = port;
    this.script = script;
  }

  Expected expected() {
    return expected;
  }

  /** Returns scheme and host of the base URL. */
  String origin() {
    return origin;
  }

  Port port() {
    return port;
  }

  Script script() {
    return script;
  }

  boolean isTls() {
    return origin.startsWith("https:");
  }

  /** Returns whether an upstream can do anything about it. */
  boolean heals() {
    return this != UNKNOWN_HOST;
  }

  /**
   * Returns whether it can be unavailable for one of many callers: a circuit breaker that opened
   * responds for it, or its attempts met connections that others had left unusable.
   */
  boolean isUnavailableToSome() {
    return switch (expected) {
      case UNAVAILABLE, UNCONNECTED, TIMEOUT -> true;
      case TOKEN, INVALID ->
          name().matches("EVERY_SECOND_.*|SECOND_RESPONSE.*|.*_AFTER_RESPONSE|LENGTH_TOO_SHORT");
      case IDENTITY, KEY -> false;
    };
  }

  private static String secure() {
    return "https://localhost";
  }

  private static Script good() {
    return send(goodText());
  }

  private static String goodText() {
    return "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}";
  }

  private static String othersText() {
    return "HTTP/1.1 200 OK\r\nContent-Length: {other-length}\r\n\r\n{other}";
  }

  private static String emptyText(int status) {
    return "HTTP/1.1 " + status + " Status\r\nContent-Length: 0\r\n\r\n";
  }

  private static String hint() {
    return "HTTP/1.1 103 Early Hints\r\n\r\n";
  }

  /** A chunk; the body of the good response has a length below 256. */
  private static String chunk(String text) {
    return text.equals("{body}")
        ? "{hex}\r\n{body}\r\n"
        : Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
