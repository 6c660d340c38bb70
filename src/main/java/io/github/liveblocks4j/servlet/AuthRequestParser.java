package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.RoomPattern;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parses the bytes that a stranger sent into an {@link AuthRequest}. Thread-safe. */
final class AuthRequestParser {

  private final Json json;
  private final boolean accessTokens;

  /**
   * Creates a parser.
   *
   * @param accessTokens whether the room may end up in the grants of an access token, where an
   *     asterisk stands for every room with that prefix
   */
  AuthRequestParser(Json json, boolean accessTokens) {
    this.json = json;
    this.accessTokens = accessTokens;
  }

  AuthRequest parse(HttpServletRequest request, byte[] body) throws RequestRejectedException {
    if (body.length == 0) {
      throw invalid(
          "The body is empty; it must be a JSON object such as {\"room\":\"my-room\"}. If the page did send one, a filter in front of the endpoint has read it.");
    }
    JsonObject object = object(decode(body));
    return new AuthRequest(request, room(object), Json.toMap(object));
  }

  private static String decode(byte[] body) throws RequestRejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("The body is not UTF-8.");
    }
  }

  private JsonObject object(String text) throws RequestRejectedException {
    try {
      return json.readObject(text);
    } catch (JsonException e) {
      throw new RequestRejectedException(ErrorResponse.INVALID_REQUEST);
    }
  }

  private @Nullable String room(JsonObject body) throws RequestRejectedException {
    JsonValue value = body.get("room");
    if (value == null || value == JsonValue.NULL) {
      return null;
    }
    if (!(value instanceof JsonString string) || string.getString().isEmpty()) {
      throw invalid("The member room must be a non-empty string.");
    }
    String room = string.getString();
    if (room.length() > RoomPattern.MAX_ROOM_ID_LENGTH) {
      throw invalid(
          "The member room is longer than %d characters."
              .formatted(RoomPattern.MAX_ROOM_ID_LENGTH));
    }
    // On the wire an unpaired surrogate is a question mark, and so another room.
    if (room.codePoints().anyMatch(AuthRequestParser::isControlOrSurrogate)) {
      throw invalid("The member room has a control character or an unpaired surrogate.");
    }
    if (accessTokens && room.indexOf('*') >= 0) {
      throw invalid("The member room has an asterisk, which no access token can grant.");
    }
    return room;
  }

  private static boolean isControlOrSurrogate(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static RequestRejectedException invalid(String reason) {
    return new RequestRejectedException(ErrorResponse.INVALID_REQUEST, reason);
  }
}
