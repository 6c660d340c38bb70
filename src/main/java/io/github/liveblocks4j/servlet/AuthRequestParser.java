package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.internal.web.RoomIds;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Parses a request body into an {@link AuthRequest}. Thread-safe. */
final class AuthRequestParser {

  private final RequestJson json;
  private final boolean accessTokens;

  /**
   * Creates a parser.
   *
   * @param accessTokens whether the room may end up in the grants of an access token, where an
   *     asterisk stands for every room with that prefix
   */
  AuthRequestParser(RequestJson json, boolean accessTokens) {
    this.json = json;
    this.accessTokens = accessTokens;
  }

  AuthRequest parse(HttpServletRequest request, byte[] body) throws RequestRejectedException {
    JsonObject object = json.read(body);
    return new AuthRequest(request, room(object), Json.toMap(object));
  }

  private @Nullable String room(JsonObject body) throws RequestRejectedException {
    JsonValue value = body.get("room");
    return value == null || value == JsonValue.NULL
        ? null
        : RoomIds.require("room", value, accessTokens);
  }
}
