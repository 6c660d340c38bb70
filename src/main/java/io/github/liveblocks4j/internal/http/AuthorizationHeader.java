package io.github.liveblocks4j.internal.http;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The Authorization header with the secret key, for the wire only: HttpClient logs headers by their
 * text form, at DEBUG, and that of this one is masked.
 *
 * @param value what is sent
 */
record AuthorizationHeader(String value) implements Header {

  @Override
  public String getName() {
    return HttpHeaders.AUTHORIZATION;
  }

  @Override
  public String getValue() {
    return value;
  }

  /** Returns true, so that HTTP/2 keeps it out of the table of headers. */
  @Override
  public boolean isSensitive() {
    return true;
  }

  @Override
  public String toString() {
    return "Authorization: ***";
  }
}
