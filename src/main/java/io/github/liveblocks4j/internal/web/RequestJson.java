package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON objects from untrusted request bodies. Thread-safe. */
public final class RequestJson implements AutoCloseable {

  private final String example;
  private final Json json;

  /**
   * Finds the JSON implementations.
   *
   * @param example an object as it should be, for the reasons of rejections
   * @throws MisconfiguredException when there are none
   */
  public RequestJson(String example) {
    this.example = example;
    try {
      this.json = new Json();
    } catch (RuntimeException e) { // Its types may be missing too, and cannot be named here.
      throw new MisconfiguredException(
          "no JSON-B or JSON-P provider was found in this web application: add org.eclipse:yasson"
              + " and what it depends on to WEB-INF/lib, or use the standalone jar",
          e);
    }
  }

  /** Returns what reads and writes all other JSON. */
  public Json json() {
    return json;
  }

  /** Reads the object that is the whole body. */
  public JsonObject read(byte[] body) throws RequestRejectedException {
    if (body.length == 0) {
      throw invalid(
          "The body is empty; it must be a JSON object such as %s. If the page did send one, a filter in front of the endpoint has read it."
              .formatted(example));
    }
    try {
      return json.readObject(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw invalid("The body is not UTF-8.");
    } catch (JsonException e) {
      throw invalid("The body must be a JSON object such as %s.".formatted(example));
    }
  }

  /**
   * Tells whether text has what no id has: a control character, or an unpaired surrogate, which on
   * the wire is a question mark and so another id.
   */
  public static boolean isMalformed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return !Checks.isWellFormed(text);
  }

  /** Returns the rejection of a body that is not what the endpoint expects. */
  public static RequestRejectedException invalid(String reason) {
    return new RequestRejectedException(ErrorResponse.INVALID_REQUEST, reason);
  }

  @Override
  public void close() {
    json.close();
  }
}
