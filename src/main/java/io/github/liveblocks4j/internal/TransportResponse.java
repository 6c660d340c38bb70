package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole response. Not a record: the body can hold a token, which no generated text may show. */
public final class TransportResponse {

  private final int status;
  private final byte[] body;
  private final @Nullable String retryAfter;
  private final @Nullable String warning;

  /** Creates a response; headers that it does not have are null. */
  public TransportResponse(
      int status, byte[] body, @Nullable String retryAfter, @Nullable String warning) {
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    this.warning = warning;
  }

  int status() {
    return status;
  }

  /** Returns the body, which is UTF-8 as all JSON (RFC 8259). */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  @Override
  public String toString() {
    return "TransportResponse[status=" + status + ", " + body.length + " bytes]";
  }
}
