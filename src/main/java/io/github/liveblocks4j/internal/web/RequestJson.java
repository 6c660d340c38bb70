package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects from untrusted request bodies. Thread-safe. */
public record RequestJson(String example, Json json) {

  /** Finds the JSON implementations; {@code example} is an object as it should be. */
  public RequestJson(String example) {
    this(example, open());
  }

  private static Json open() {
    try {
      return new Json();
    } catch (RuntimeException e) { // Its types may be missing too, and cannot be named here.
      throw MisconfiguredException.because(
          "no JSON-B or JSON-P provider was found in this web application: add org.eclipse:yasson"
              + " and what it depends on to WEB-INF/lib, or use the standalone jar",
          e);
    }
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
   * Returns the id of a room, before code of the application sees it.
   *
   * @param accessTokens whether it may end up in the grants of an access token, where an asterisk
   *     stands for every room with that prefix
   */
  public static String roomId(String member, @Nullable JsonValue value, boolean accessTokens)
      throws RequestRejectedException {
    if (!(value instanceof JsonString string) || string.getString().isEmpty()) {
      throw invalid(member, "must be a non-empty string");
    }
    String room = string.getString();
    if (room.length() > Session.MAX_ROOM_ID_LENGTH) {
      throw invalid(member, "is longer than %s characters".formatted(Session.MAX_ROOM_ID_LENGTH));
    }
    if (isMalformed(room)) {
      throw invalid(member, "has a control character or an unpaired surrogate");
    }
    if (accessTokens && room.indexOf('*') >= 0) {
      throw invalid(member, "has an asterisk, which no access token can grant");
    }
    return room;
  }

  private static RequestRejectedException invalid(String member, String mistake) {
    return invalid("The member %s %s.".formatted(member, mistake));
  }

  /**
   * Tells whether text has what no id has: a control character, or an unpaired surrogate, which on
   * the wire is a question mark and so another id.
   */
  public static boolean isMalformed(String text) {
    return text.chars().anyMatch(Character::isISOControl) || !Checks.isWellFormed(text);
  }

  public static RequestRejectedException invalid(String reason) {
    return new RequestRejectedException(ErrorResponse.INVALID_REQUEST, reason);
  }
}
