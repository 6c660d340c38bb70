package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser's request for a token: the servlet request, the requested room, and the other members
 * of the JSON body. The body has been read, and its size and syntax checked. Everything in it is
 * untrusted input.
 *
 * <p>Valid only while the resolver or authorizer runs, and only on its thread.
 */
public final class AuthRequest {

  private final HttpServletRequest http;
  private final @Nullable String room;
  private final Map<String, Object> body;

  AuthRequest(HttpServletRequest http, @Nullable String room, Map<String, Object> body) {
    this.http = http;
    this.room = room;
    this.body = body;
  }

  /**
   * Creates a request for a test of a resolver or authorizer. {@code AuthRequests} in the {@code
   * testing} jar needs no container for that.
   *
   * @param http the servlet request
   * @param room the requested room, or null for none
   * @param body the members of the body, none of them null
   * @return the request
   */
  public static AuthRequest of(
      HttpServletRequest http, @Nullable String room, Map<String, Object> body) {
    return new AuthRequest(http, room, Map.copyOf(body));
  }

  /**
   * Creates a request from what a client sent.
   *
   * @param accessTokens whether the room may end up in the grants of an access token
   */
  static AuthRequest parse(HttpServletRequest http, JsonObject body, boolean accessTokens)
      throws RequestRejectedException {
    boolean hasRoom = body.containsKey("room") && !body.isNull("room");
    return new AuthRequest(
        http,
        hasRoom ? RequestJson.roomId("room", body.get("room"), accessTokens) : null,
        Json.toMap(body));
  }

  /**
   * Returns the servlet request: session, principal, headers, attributes. Its input stream has been
   * read.
   *
   * @return the request
   */
  public HttpServletRequest http() {
    return http;
  }

  /**
   * Returns the room that the client is about to enter: 1 to 128 characters, without control
   * characters and unpaired surrogates. Where access tokens are minted, because there is a {@link
   * RoomAuthorizer}, it has no {@code *} either, which in a grant would stand for every room with
   * that prefix. Nothing else about it is checked, neither that there is such a room nor whose it
   * is.
   *
   * @return the room; empty when the client wants a token for something outside any room, such as
   *     inbox notifications
   */
  public Optional<String> room() {
    return Optional.ofNullable(room);
  }

  /**
   * Returns the JSON object of the body, with the members that the page added in the callback form
   * of {@code authEndpoint}. Unlike {@link #room()}, its strings can contain any characters.
   *
   * @return an unmodifiable map of {@code String}, {@code Boolean}, {@code BigDecimal}, {@code
   *     List} and {@code Map}; members that are {@code null} are left out
   */
  public Map<String, Object> body() {
    return body;
  }
}
