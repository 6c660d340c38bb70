package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.Facades;
import io.github.liveblocks4j.internal.HttpTransport;
import io.github.liveblocks4j.rooms.Groups;
import io.github.liveblocks4j.rooms.Rooms;
import java.util.concurrent.CompletableFuture;

/**
 * The Liveblocks API from Java. Immutable and thread-safe: make one for the whole application, and
 * close it when the application stops.
 *
 * <pre>{@code
 * try (Liveblocks liveblocks = Liveblocks.of("sk_dev_...")) {
 *   AuthToken token = liveblocks.identifyUser(LiveblocksUser.of("alice"));
 * }
 * }</pre>
 *
 * <p>Every call is asynchronous underneath; the blocking form waits for the other. A call has one
 * deadline over all its attempts ({@link LiveblocksConfig#deadline()}). Passing trouble is tried
 * again where that is safe; while Liveblocks keeps failing, a circuit breaker answers at once.
 *
 * <p>Failures are {@link LiveblocksException}s: thrown by the blocking form, the future's exception
 * in the other.
 */
public final class Liveblocks implements AutoCloseable {

  private final LiveblocksConfig config;
  private final ApiClient api;
  private final TokenClient tokens;
  private final Rooms rooms;
  private final Groups groups;

  private Liveblocks(LiveblocksConfig config) {
    this.config = config;
    this.api =
        new ApiClient(
            HttpTransport.open(
                config.baseUrl(),
                "Bearer " + config.secretKey().value(),
                config.connectTimeout(),
                config.maxConcurrentCalls()),
            config.deadline(),
            config.maxRetries(),
            config.maxConcurrentCalls());
    this.tokens = new TokenClient(api);
    this.rooms = Facades.create(Rooms.class, api);
    this.groups = Facades.create(Groups.class, api);
  }

  /**
   * A client with every default.
   *
   * @param secretKey {@code sk_…}, from the Liveblocks dashboard
   * @return a client; close it
   * @throws IllegalArgumentException when it is no secret key
   */
  public static Liveblocks of(String secretKey) {
    return create(LiveblocksConfig.builder().secretKey(secretKey).build());
  }

  /**
   * A client. Nothing is sent before the first call.
   *
   * @param config how to reach Liveblocks
   * @return a client; close it
   */
  public static Liveblocks create(LiveblocksConfig config) {
    return new Liveblocks(config);
  }

  /**
   * Asks for an ID token, and waits. What the user may do is decided by the permissions set on each
   * room.
   *
   * @param user the user
   * @return a token for this user's browser
   * @throws LiveblocksException when there is none
   */
  public AuthToken identifyUser(LiveblocksUser user) {
    return ApiClient.await(identifyUserAsync(user));
  }

  /**
   * Asks for an ID token.
   *
   * @param user the user
   * @return the token to come; cancelling it stops the wait, the call itself may still go on
   * @throws IllegalArgumentException when {@code userInfo} cannot be written as a JSON object
   */
  public CompletableFuture<AuthToken> identifyUserAsync(LiveblocksUser user) {
    return tokens.identify(user);
  }

  /**
   * Asks for an access token, and waits. The token itself says what the user may do, and where.
   *
   * @param user the user; groups have no meaning in access tokens and are not sent
   * @param session the permissions
   * @return a token for this user's browser
   * @throws LiveblocksException when there is none
   */
  public AuthToken authorizeUser(LiveblocksUser user, Session session) {
    return ApiClient.await(authorizeUserAsync(user, session));
  }

  /**
   * Asks for an access token.
   *
   * @param user the user; groups have no meaning in access tokens and are not sent
   * @param session the permissions
   * @return the token to come; cancelling it stops the wait, the call itself may still go on
   * @throws IllegalArgumentException when {@code userInfo} cannot be written as a JSON object
   */
  public CompletableFuture<AuthToken> authorizeUserAsync(LiveblocksUser user, Session session) {
    return tokens.authorize(user, session);
  }

  /**
   * The project's rooms, and who may do what in them.
   *
   * @return the calls about rooms, always the same object
   */
  public Rooms rooms() {
    return rooms;
  }

  /**
   * The project's groups of users.
   *
   * @return the calls about groups, always the same object
   */
  public Groups groups() {
    return groups;
  }

  /**
   * Begins a call of any other operation of the Liveblocks API.
   *
   * @param method GET, POST, PUT, PATCH or DELETE
   * @param pathTemplate for example {@code /v2/rooms/{roomId}/threads}; values go into variables,
   *     and not into the template
   * @return a call, to be completed and sent
   * @throws IllegalArgumentException when there is no such method, or it is no such template
   */
  public ApiCall call(String method, String pathTemplate) {
    return new ApiCall(api, method, pathTemplate);
  }

  /**
   * How this client was configured.
   *
   * @return the configuration; the secret key in it is masked
   */
  public LiveblocksConfig config() {
    return config;
  }

  /**
   * Ends all threads and connections, and waits for the threads (a few milliseconds; 6 seconds at
   * most). Calls under way fail; calls after it fail at once.
   */
  @Override
  public void close() {
    api.close();
  }

  @Override
  public String toString() {
    return "Liveblocks[" + config + "]";
  }
}
