package io.github.liveblocks4j;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.internal.ApiResponse;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * The successful response to an {@link ApiCall}, with its status and headers. Thread-safe as long
 * as its bytes are left alone; {@link #toString} shows nothing of the body.
 */
public final class ApiCallResponse {

  private final ApiResponse response;

  ApiCallResponse(ApiResponse response) {
    this.response = response;
  }

  /**
   * Returns the status.
   *
   * @return 200 to 299: a call with any other fails
   */
  public int status() {
    return response.status();
  }

  /**
   * Returns a header.
   *
   * @param name its name, in any case
   * @return its first value, or empty when the response does not have it
   */
  public Optional<String> header(String name) {
    return response.header(name);
  }

  /**
   * Returns the body as it came.
   *
   * @return the bytes, which are not a copy; empty when there was no body
   */
  public byte[] bytes() {
    return response.bytes();
  }

  /**
   * Deserializes the body.
   *
   * @param <T> the result's type
   * @param type as for {@link ApiCall#send(Class)}
   * @return the result
   * @throws LiveblocksProtocolException when the body does not fit the type
   */
  public <T> T as(Class<T> type) {
    return response.as(type);
  }

  /**
   * Deserializes the body into a generic type.
   *
   * @param <T> the result's type; it must be the one that {@code type} stands for
   * @param type as for {@link ApiCall#send(Type)}
   * @return the result
   * @throws LiveblocksProtocolException when the body does not fit the type
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // As in JSON-B: the caller knows.
  public <T> T as(Type type) {
    return response.as(type);
  }

  /** Returns status and length of the body. */
  @Override
  public String toString() {
    return "ApiCallResponse[status=" + status() + ", " + bytes().length + " bytes]";
  }
}
