package io.github.liveblocks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the browser asked: the servlet request, the wanted room and whatever else the page put into
 * the JSON body. The body has been read; its bounds and form have been checked, its content has
 * not: a visitor can write anything there.
 *
 * <p>Valid only while the resolver or authorizer runs.
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
   * Makes a request for a test of a resolver or an authorizer; {@code AuthRequests} in the {@code
   * testing} jar does without a container too.
   *
   * @param http the servlet request
   * @param room the wanted room, or null for none
   * @param body the members of the body, none of them null
   * @return the request
   */
  public static AuthRequest of(
      HttpServletRequest http, @Nullable String room, Map<String, Object> body) {
    return new AuthRequest(http, room, Map.copyOf(body));
  }

  /**
   * The servlet request: session, principal, headers, attributes. Its input stream has been read.
   *
   * @return the request
   */
  public HttpServletRequest http() {
    return http;
  }

  /**
   * The room that the client is about to enter.
   *
   * @return empty when the token is wanted for something outside any room, such as inbox
   *     notifications
   */
  public Optional<String> room() {
    return Optional.ofNullable(room);
  }

  /**
   * The whole JSON object of the body, with the members that the page added in the callback form of
   * {@code authEndpoint}.
   *
   * @return unmodifiable: {@code String}, {@code Boolean}, {@code BigDecimal}, {@code List}, {@code
   *     Map}; members that are {@code null} are left out
   */
  public Map<String, Object> body() {
    return body;
  }
}
