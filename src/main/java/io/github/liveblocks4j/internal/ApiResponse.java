package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbException;

/** A successful answer. Its text form shows nothing of the body, which can be a token. */
public final class ApiResponse {

  private final ApiRequest request;
  private final TransportResponse answer;
  private final Json json;

  ApiResponse(ApiRequest request, TransportResponse answer, Json json) {
    this.request = request;
    this.answer = answer;
    this.json = json;
  }

  /** The status, 200 to 299. */
  public int status() {
    return answer.status();
  }

  /** The body as text. */
  public String text() {
    return answer.text();
  }

  /**
   * The body as a JSON object.
   *
   * @throws LiveblocksProtocolException when it is none
   */
  public JsonObject object() {
    try {
      return json.readObject(answer.text());
    } catch (JsonException e) {
      throw unexpected("a JSON object");
    }
  }

  /**
   * The body as JSON-B reads it.
   *
   * @throws LiveblocksProtocolException when it is no JSON, or does not fit the type
   */
  public <T> T as(Class<T> type) {
    if (answer.text().isBlank()) {
      throw unexpected("a body; leave out the result type for a call without result");
    }
    T value;
    try {
      value = json.read(answer.text(), type);
    } catch (JsonException | JsonbException e) {
      // No cause: its message can quote the answer, and with it a token.
      throw new LiveblocksProtocolException(
          "%s was answered with status %d, but with nothing that fits %s: %s"
              .formatted(
                  request.label(),
                  answer.status(),
                  type.getSimpleName(),
                  Masking.line(String.valueOf(e.getMessage()), 1_000)),
          null);
    }
    if (value == null) {
      throw unexpected(type.getSimpleName());
    }
    return value;
  }

  /** The exception for an answer that lacks something; does not quote the answer. */
  public LiveblocksProtocolException unexpected(String expected) {
    return new LiveblocksProtocolException(
        "%s was answered with status %d, but not with %s: check the base URL, and proxies on the way"
            .formatted(request.label(), answer.status(), expected),
        null);
  }

  @Override
  public String toString() {
    return "ApiResponse[" + request.label() + ", " + answer + "]";
  }
}
