package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole response. Not a record: the body can hold a token, which no generated text may show. */
public final class TransportResponse {

  private final int status;
  private final byte[] body;
  private final Function<String, @Nullable String> headers;

  /**
   * Creates a response.
   *
   * @param body not copied
   * @param headers finds the first value of a header by its name in any case; null for none
   */
  public TransportResponse(int status, byte[] body, Function<String, @Nullable String> headers) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  /** Returns the body as it came; not a copy. */
  byte[] bytes() {
    return body;
  }

  /** Returns the body, which is UTF-8 as all JSON (RFC 8259). */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.apply(name));
  }

  Optional<String> retryAfter() {
    return header("Retry-After");
  }

  Optional<String> warning() {
    return header("X-LB-Warn");
  }

  @Override
  public String toString() {
    return "TransportResponse[status=" + status + ", " + body.length + " bytes]";
  }
}
