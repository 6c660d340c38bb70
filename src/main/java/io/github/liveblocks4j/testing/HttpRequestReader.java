package io.github.liveblocks4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from one connection, within bounds. Not thread-safe. */
final class HttpRequestReader {

  /** The longest request line and headers together, in bytes. */
  static final int MAX_HEAD = 32 * 1024;

  /** The longest body, in bytes: well above the 1 MB that Liveblocks takes for an event. */
  static final int MAX_BODY = 4 * 1024 * 1024;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Z]+) (?:http://[^/?# ]*)?(/[^?# ]*)(?:\\?([^# ]*))? HTTP/(\\d)\\.(\\d)");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\r\u0000]*)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?");

  private final InputStream in;
  private final OutputStream out;
  private int headLeft;

  /** Writes to {@code out} only the interim answer that {@code Expect: 100-continue} asks for. */
  HttpRequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Waits for the next request.
   *
   * @return null when the client has ended the connection between two requests
   */
  @Nullable HttpRequest read() throws IOException, HttpException {
    headLeft = MAX_HEAD;
    String first = line(true);
    if (first == null) {
      return null;
    }
    Matcher start = REQUEST_LINE.matcher(first);
    if (!start.matches()) {
      throw new HttpException(400, "not a request line");
    }
    if (!"1".equals(start.group(4))) {
      throw new HttpException(505, "only HTTP/1.1 is spoken here");
    }
    Headers headers = headers();
    String connection = headers.first("Connection").orElse("").toLowerCase(Locale.ROOT);
    boolean keepAlive =
        "0".equals(start.group(5))
            ? connection.contains("keep-alive")
            : !connection.contains("close");
    String query = start.group(3);
    return new HttpRequest(
        start.group(1),
        start.group(2),
        query == null ? "" : query,
        headers,
        ByteBuffer.wrap(body(headers)).asReadOnlyBuffer(),
        keepAlive);
  }

  private Headers headers() throws IOException, HttpException {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line = requireLine(); !line.isEmpty(); line = requireLine()) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        throw new HttpException(400, "not a header field");
      }
      fields.add(Map.entry(field.group(1), field.group(2).strip()));
    }
    return Headers.of(fields);
  }

  private byte[] body(Headers headers) throws IOException, HttpException {
    List<String> lengths = headers.all("Content-Length");
    List<String> codings = headers.all("Transfer-Encoding");
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty() || codings.size() > 1 || !"chunked".equalsIgnoreCase(codings.get(0))) {
        throw new HttpException(400, "a body is either chunked or has a length");
      }
      invite(headers);
      return chunks();
    }
    if (lengths.isEmpty()) {
      return new byte[0];
    }
    if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      throw new HttpException(400, "malformed Content-Length");
    }
    long length = Long.parseLong(lengths.get(0));
    if (length > MAX_BODY) {
      throw tooLarge();
    }
    invite(headers);
    return bytes((int) length);
  }

  private void invite(Headers headers) throws IOException {
    if ("100-continue".equalsIgnoreCase(headers.first("Expect").orElse(""))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private byte[] chunks() throws IOException, HttpException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      headLeft = MAX_HEAD;
      Matcher size = CHUNK_SIZE.matcher(requireLine());
      if (!size.matches()) {
        throw new HttpException(400, "malformed chunk size");
      }
      long length = Long.parseLong(size.group(1), 16);
      if (body.size() + length > MAX_BODY) {
        throw tooLarge();
      }
      if (length == 0) {
        headers();
        return body.toByteArray();
      }
      body.writeBytes(bytes((int) length));
      if (!requireLine().isEmpty()) {
        throw new HttpException(400, "a chunk is longer than it says");
      }
    }
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client ended the connection inside a body");
    }
    return bytes;
  }

  private String requireLine() throws IOException, HttpException {
    String line = line(false);
    if (line == null) {
      throw new EOFException("the client ended the connection inside a request");
    }
    return line;
  }

  private @Nullable String line(boolean first) throws IOException, HttpException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      if (--headLeft < 0) {
        throw new HttpException(431, "the header is longer than " + MAX_HEAD + " bytes");
      }
      if (b != '\n') {
        line.append((char) b);
        continue;
      }
      int end = line.length() - 1;
      if (end >= 0 && line.charAt(end) == '\r') {
        line.setLength(end);
      }
      // RFC 9112, 2.2: an empty line before a request line is to be ignored.
      if (!first || line.length() > 0) {
        return line.toString();
      }
    }
  }

  private static HttpException tooLarge() {
    return new HttpException(413, "the body is longer than " + MAX_BODY + " bytes");
  }
}
