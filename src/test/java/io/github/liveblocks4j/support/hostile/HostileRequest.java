package io.github.liveblocks4j.support.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that no well-meaning client sends. The table of them, in {@code hostile/requests.txt},
 * explains its columns.
 *
 * @param part what of a good request the text replaces
 * @param expected what becomes of it: {@code container}, {@code denied}, {@code token}, {@code any}
 *     or the code of the endpoint's response
 * @param text the text, with names for bytes
 */
public record HostileRequest(String part, String expected, String name, String text) {

  /** What every request has somewhere. */
  public static final String MARK = "mallory";

  private static final Set<String> NOT_FOR_ENDPOINT = Set.of("container", "denied", "any");

  private static final String TABLE = "/hostile/requests.txt";
  private static final String JSON = "{\"room\":\"team:1\"}";
  private static final String CRLF = "\r\n";

  private static final Pattern REPEATED = Pattern.compile("<(\\d+)\\*((?:[^<>]|<(?:CRLF|SP)>)++)>");
  private static final Pattern BYTE = Pattern.compile("<(CRLF|CR|LF|TAB|SP|NUL|x([0-9A-F]{2}))>");

  /** Returns the whole table. */
  public static List<HostileRequest> all() {
    try (var table = Objects.requireNonNull(HostileRequest.class.getResourceAsStream(TABLE))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(HostileRequest::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostileRequest of(String line) {
    String[] columns = line.split(" \\| ", 4);
    return new HostileRequest(columns[0], columns[1], columns[2], columns[3]);
  }

  /** Returns what goes over the wire to an endpoint. */
  public byte[] bytes(String host, String path) {
    String request =
        switch (part) {
          case "line" -> request(text, headers("", JSON), JSON);
          case "header" -> request(line(), headers(text, JSON), JSON);
          case "body" -> request(line(), headers("", text), text);
          case "chunks" ->
              request(
                  line(),
                  headers("", "").replace("Content-Length: 0", "Transfer-Encoding: chunked"),
                  text);
          case "raw" -> text;
          default -> throw new IllegalArgumentException("unknown part in the table: " + this);
        };
    String whole =
        request
            .replace("{good}", request(line(), headers("", JSON), JSON))
            .replace(
                "{head}",
                line()
                    + CRLF
                    + "Host: {host}\r\nX-Test-User: alice\r\nContent-Type: application/json\r\n")
            .replace("{host}", host)
            .replace("{path}", path);
    return encode(repeat(whole));
  }

  /** Tells whether every container passes it on, so that the endpoint responds to it. */
  public boolean isForEndpoint() {
    return !NOT_FOR_ENDPOINT.contains(expected);
  }

  /** Tells whether that many calls are fine without a token: the client may have left before it. */
  public boolean isServedUnseen(int calls) {
    return expected.equals("any") && calls == 1;
  }

  @Override
  public String toString() {
    return name;
  }

  private static String line() {
    return "POST {path} HTTP/1.1";
  }

  private static String request(String line, String headers, String body) {
    return line + CRLF + headers + CRLF + body;
  }

  /** Those of a good request, with a hostile one in place of that with its name. */
  private static String headers(String hostile, String body) {
    StringBuilder headers = new StringBuilder();
    String name = hostile.split(":", 2)[0].toLowerCase(Locale.ROOT) + ":";
    List<String> good =
        List.of(
            "Host: {host}",
            "User-Agent: " + MARK,
            "X-Test-User: alice",
            "Content-Type: application/json",
            "Content-Length: " + encode(repeat(body)).length);
    good.stream()
        .filter(header -> !header.toLowerCase(Locale.ROOT).startsWith(name))
        .forEach(header -> headers.append(header).append(CRLF));
    return hostile.isEmpty() ? headers.toString() : headers + hostile + CRLF;
  }

  private static String repeat(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
  }

  /** Encodes in UTF-8, and named bytes as themselves. */
  private static byte[] encode(String text) {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return BYTE.matcher(bytes)
        .replaceAll(named -> Matcher.quoteReplacement(byteOf(named)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String byteOf(MatchResult named) {
    return switch (named.group(1)) {
      case "CRLF" -> CRLF;
      case "CR" -> "\r";
      case "LF" -> "\n";
      case "TAB" -> "\t";
      case "SP" -> " ";
      case "NUL" -> "\0";
      default -> Character.toString(Integer.parseInt(named.group(2), 16));
    };
  }
}
