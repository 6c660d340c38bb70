package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import jakarta.json.JsonObject;

/** A successful response. Its text form shows nothing of the body, which can be a token. */
public final class ApiResponse {

  private final ApiRequest request;
  private final TransportResponse response;
  private final Json json;
  private final Failures failures;

  ApiResponse(ApiRequest request, TransportResponse response, Json json, Failures failures) {
    this.request = request;
    this.response = response;
    this.json = json;
    this.failures = failures;
  }

  /**
   * Returns the body as a JSON object.
   *
   * @throws LiveblocksProtocolException when it is something else
   */
  public JsonObject object() {
    try {
      return json.readObject(response.text());
    } catch (RuntimeException e) { // JSON libraries throw more than they document.
      throw unexpected("a JSON object");
    }
  }

  /**
   * Returns the body as JSON-B reads it.
   *
   * @throws LiveblocksProtocolException when it is not JSON, or does not fit the type
   */
  public <T> T as(Class<T> type) {
    String text = response.text();
    if (text.isBlank()) {
      throw unexpected("a body; leave out the result type for a call without result");
    }
    T value;
    try {
      value = json.read(text, type);
    } catch (RuntimeException e) {
      throw Failures.misfit(request, response.status(), type, e.getMessage());
    }
    if (value == null) {
      throw unexpected(type.getSimpleName());
    }
    return value;
  }

  /** Returns the exception for a response that lacks something; does not quote the response. */
  public LiveblocksProtocolException unexpected(String expected) {
    return failures.unexpected(request, response.status(), expected);
  }

  @Override
  public String toString() {
    return "ApiResponse[" + request.label() + ", " + response + "]";
  }
}
