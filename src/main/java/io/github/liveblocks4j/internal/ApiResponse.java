package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * A response, to the API a successful one. What it lacks is a {@link LiveblocksProtocolException}.
 * Its text form shows nothing of the body, which can be a token.
 */
public record ApiResponse(
    ApiRequest request, SimpleHttpResponse response, Json json, Failures failures) {

  /** Returns the body as a JSON object. */
  public JsonObject object() {
    try {
      return json.readObject(text());
    } catch (RuntimeException e) { // JSON libraries throw more than they document.
      throw unexpected("a JSON object");
    }
  }

  public int status() {
    return response.getCode();
  }

  /** Returns the first value of a header, whose name may be in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Returns the body as it came; not a copy. */
  public byte[] bytes() {
    return response.getBodyBytes();
  }

  /** Returns the body, which is UTF-8 as all JSON (RFC 8259). */
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the body as JSON-B reads it; as it came when the type is {@code byte[]}. */
  @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // As in JSON-B.
  public <T> T as(Type type) {
    return type == byte[].class ? (T) bytes() : read(text(), type);
  }

  /** Returns a part of the body as JSON-B reads it. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // As in JSON-B.
  public <T> T read(String text, Type type) {
    if (text.isBlank()) {
      throw unexpected("a body; leave out the result type for a call without result");
    }
    T value;
    try {
      value = json.read(text, type);
    } catch (RuntimeException e) {
      String reason = Masking.line(String.valueOf(e.getMessage()), 1_000);
      throw unexpected("what fits %s: %s".formatted(name(type), reason));
    }
    // Yasson gives what the text holds where another JSON-P type was asked for.
    if (value == null
        || (type instanceof Class<?> known && !known.isPrimitive() && !known.isInstance(value))) {
      throw unexpected(name(type));
    }
    return value;
  }

  /** Returns the exception for a response that lacks something; does not quote the response. */
  public LiveblocksProtocolException unexpected(String expected) {
    return failures.invalid(request, response.getCode(), "but not with " + expected);
  }

  private static String name(Type type) {
    return type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
  }

  @Override
  public String toString() {
    return "ApiResponse[%s, %s]".formatted(request, response.getCode());
  }
}
