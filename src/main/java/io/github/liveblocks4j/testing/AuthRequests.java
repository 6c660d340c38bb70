package io.github.liveblocks4j.testing;

import io.github.liveblocks4j.servlet.AuthRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link AuthRequest}s, to test a {@code UserResolver} or {@code RoomAuthorizer} without a
 * container.
 *
 * <pre>{@code
 * AuthRequest request =
 *     AuthRequests.forRoom("acme:plans").user("alice", "designer").session("tenant", "acme").build();
 * }</pre>
 *
 * <p>The servlet request behind it has a session, a principal with roles, headers and attributes.
 * Everything else throws {@link UnsupportedOperationException}: take {@link #of} with your servlet
 * test kit's request where the code under test needs more.
 */
public final class AuthRequests {

  private AuthRequests() {}

  /**
   * Makes a request from one of another test kit, such as Spring's {@code MockHttpServletRequest}.
   *
   * @param http the servlet request
   * @param room the room that the client is about to enter, or null for none
   * @param body more members of the JSON body: strings, numbers, booleans, lists, maps
   * @return the request
   */
  public static AuthRequest of(
      HttpServletRequest http, @Nullable String room, Map<String, ?> body) {
    Map<String, Object> members = copy(body);
    if (room != null) {
      members.put("room", room);
    }
    return AuthRequest.of(http, room, members);
  }

  /**
   * Begins the request of a client that is about to enter a room.
   *
   * @param room the room
   * @return a builder
   */
  public static Builder forRoom(String room) {
    return new Builder(room);
  }

  /**
   * Begins a request for a token outside any room, as for inbox notifications.
   *
   * @return a builder
   */
  public static Builder withoutRoom() {
    return new Builder(null);
  }

  /** As the endpoint reads JSON: every number is a {@link BigDecimal}. */
  private static Object plain(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    if (value instanceof Map<?, ?> map) {
      return Map.copyOf(copy(map));
    }
    return value instanceof Collection<?> items
        ? items.stream().<Object>map(AuthRequests::plain).toList()
        : value;
  }

  private static Map<String, Object> copy(Map<?, ?> members) {
    return members.entrySet().stream()
        .collect(
            Collectors.toMap(
                member -> String.valueOf(member.getKey()),
                member -> plain(member.getValue()),
                (first, second) -> second,
                LinkedHashMap::new));
  }

  /** Collects what the request has. Not thread-safe. */
  public static final class Builder {

    private final @Nullable String room;
    private final StubServletRequest http = new StubServletRequest();
    private final Map<String, Object> body = new LinkedHashMap<>();

    private Builder(@Nullable String room) {
      this.room = room;
    }

    /**
     * Signs a user in with the container. Without it, the request is unauthenticated.
     *
     * @param name the principal's name
     * @param roles the roles that this user is in
     * @return this builder
     */
    public Builder user(String name, String... roles) {
      return user(new StubServletRequest.Named(name), roles);
    }

    /**
     * Signs a user in with the container. Without it, the request is unauthenticated.
     *
     * @param principal what {@code getUserPrincipal()} returns
     * @param roles the roles that this user is in
     * @return this builder
     */
    public Builder user(Principal principal, String... roles) {
      http.signIn(principal, List.of(roles));
      return this;
    }

    /**
     * Sets an attribute of the session. Without any, there is no session until one is created.
     *
     * @param name the attribute's name
     * @param value the attribute
     * @return this builder
     */
    public Builder session(String name, Object value) {
      http.getSession().setAttribute(name, value);
      return this;
    }

    /**
     * Sets an attribute of the request.
     *
     * @param name the attribute's name
     * @param value the attribute
     * @return this builder
     */
    public Builder attribute(String name, Object value) {
      http.setAttribute(name, value);
      return this;
    }

    /**
     * Adds a header.
     *
     * @param name the header's name, in any case
     * @param value the header's value
     * @return this builder
     */
    public Builder header(String name, String value) {
      http.addHeader(name, value);
      return this;
    }

    /**
     * Adds a member of the JSON body, as the callback form of {@code authEndpoint} does.
     *
     * @param name the member's name
     * @param value a string, number, boolean, list or map
     * @return this builder
     */
    public Builder body(String name, Object value) {
      body.put(name, value);
      return this;
    }

    /**
     * Makes the request.
     *
     * @return the request
     */
    public AuthRequest build() {
      return of(Stub.of(HttpServletRequest.class, http), room, body);
    }
  }
}
