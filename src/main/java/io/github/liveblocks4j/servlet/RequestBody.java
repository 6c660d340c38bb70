package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.auth.RoomPattern;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From bytes that a stranger sent to an {@link AuthRequest}, within bounds. */
final class RequestBody {

  private static final Pattern JSON_TYPE =
      Pattern.compile(
          "\\s*+application/json\\s*+(?:;\\s*+charset\\s*+=\\s*+\"?+utf-8\"?+\\s*+)?+;?+\\s*+",
          Pattern.CASE_INSENSITIVE);

  private final Json json;
  private final int maxBytes;

  RequestBody(Json json, int maxBytes) {
    this.json = json;
    this.maxBytes = maxBytes;
  }

  AuthRequest read(HttpServletRequest request) throws RequestRejectedException, IOException {
    requireJson(request);
    JsonObject body = parse(decode(readBounded(request)));
    return new AuthRequest(request, roomIn(body), Json.toMap(body));
  }

  private static void requireJson(HttpServletRequest request) throws RequestRejectedException {
    String type = request.getContentType();
    String encoding = request.getHeader("Content-Encoding");
    if (type == null
        || !JSON_TYPE.matcher(type).matches()
        || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
      throw new RequestRejectedException(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private byte[] readBounded(HttpServletRequest request)
      throws RequestRejectedException, IOException {
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw tooLarge();
    }
    if (body.length == 0) {
      throw new RequestRejectedException(
          ErrorResponse.INVALID_REQUEST,
          "The body is empty; it must be a JSON object such as {\"room\":\"my-room\"}. If the page did send one, a filter in front of the endpoint has read it.");
    }
    return body;
  }

  private RequestRejectedException tooLarge() {
    return new RequestRejectedException(
        ErrorResponse.REQUEST_TOO_LARGE,
        "The body is larger than %d bytes (setting maxBodyBytes).".formatted(maxBytes));
  }

  private static String decode(byte[] body) throws RequestRejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new RequestRejectedException(ErrorResponse.INVALID_REQUEST, "The body is not UTF-8.");
    }
  }

  private JsonObject parse(String text) throws RequestRejectedException {
    try {
      return json.readObject(text);
    } catch (JsonException | ArithmeticException | NumberFormatException e) {
      throw new RequestRejectedException(ErrorResponse.INVALID_REQUEST);
    }
  }

  private static @Nullable String roomIn(JsonObject body) throws RequestRejectedException {
    JsonValue room = body.get("room");
    if (room == null || room == JsonValue.NULL) {
      return null;
    }
    if (!(room instanceof JsonString string) || string.getString().isEmpty()) {
      throw new RequestRejectedException(
          ErrorResponse.INVALID_REQUEST, "The member room must be a non-empty string.");
    }
    if (string.getString().length() > RoomPattern.MAX_ROOM_ID_LENGTH) {
      throw new RequestRejectedException(
          ErrorResponse.INVALID_REQUEST,
          "The member room is longer than %d characters."
              .formatted(RoomPattern.MAX_ROOM_ID_LENGTH));
    }
    return string.getString();
  }
}
