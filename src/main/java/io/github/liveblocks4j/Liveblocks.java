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
 * Calls the Liveblocks API. Immutable and thread-safe: create one for the whole application, and
 * close it when the application stops.
 *
 * <pre>{@code
 * try (Liveblocks liveblocks = Liveblocks.of("sk_dev_...")) {
 *   AuthToken token = liveblocks.identifyUser(LiveblocksUser.of("alice"));
 * }
 * }</pre>
 *
 * <p>Every call is asynchronous underneath; the blocking form waits for the other. A call has one
 * deadline over all its attempts ({@link LiveblocksConfig#deadline()}); a call that is idempotent
 * is retried on transient failures. While Liveblocks keeps failing, a circuit breaker rejects calls
 * at once. Calls beyond {@link LiveblocksConfig#maxConcurrentCalls()} wait for their turn, within
 * their deadline.
 *
 * <p>Failures are {@link LiveblocksException}s: thrown by the blocking form, the future's exception
 * in the other. Cancelling a future that a method here returned ends its call; cancelling one that
 * was derived from it, by {@code thenApply} for example, does not.
 *
 * <p>A response completes its future on an I/O thread of this client, a deadline on its timer, and
 * a call that is rejected at once has completed when the method returns. Code that depends on a
 * future runs on that thread, or on the caller's if the future has completed already. It must not
 * block, for other calls wait for the same thread: give longer work an executor of its own ({@code
 * thenApplyAsync(work, executor)}).
 */
public final class Liveblocks implements AutoCloseable {

  private final LiveblocksConfig config;
  private final ApiClient api;
  private final TokenClient tokens;
  private final Rooms rooms;
  private final Groups groups;

  private Liveblocks(LiveblocksConfig config) {
    this(
        config,
        HttpTransport.open(
            config.baseUrl(),
            config.connectTimeout(),
            config.deadline(),
            config.maxConcurrentCalls()));
  }

  /** Creates a client over a transport of its own, for measurements without a network. */
  Liveblocks(LiveblocksConfig config, HttpTransport transport) {
    this.config = config;
    this.api =
        new ApiClient(
            transport,
            config.authorization(),
            config.baseUrl(),
            config.deadline(),
            config.maxRetries(),
            config.maxConcurrentCalls());
    this.tokens = new TokenClient(api);
    this.rooms = Facades.create(Rooms.class, api);
    this.groups = Facades.create(Groups.class, api);
  }

  /**
   * Creates a client with every default.
   *
   * @param secretKey {@code sk_…}, from the Liveblocks dashboard
   * @return a client; close it
   * @throws IllegalArgumentException when it is not a secret key
   */
  public static Liveblocks of(String secretKey) {
    return create(LiveblocksConfig.builder().secretKey(secretKey).build());
  }

  /**
   * Creates a client. Nothing is sent before the first call.
   *
   * @param config how to reach Liveblocks
   * @return a client; close it
   */
  public static Liveblocks create(LiveblocksConfig config) {
    return new Liveblocks(config);
  }

  /**
   * Requests an ID token, and waits. What the user may do is decided by the permissions set on each
   * room.
   *
   * @param user the user
   * @return a token for this user's browser
   * @throws LiveblocksException when the call fails
   */
  public AuthToken identifyUser(LiveblocksUser user) {
    return ApiClient.await(identifyUserAsync(user));
  }

  /**
   * Requests an ID token.
   *
   * @param user the user
   * @return the token to come; cancelling it ends the call
   * @throws IllegalArgumentException when {@code userInfo} cannot be written as a JSON object
   */
  public CompletableFuture<AuthToken> identifyUserAsync(LiveblocksUser user) {
    return tokens.identify(user);
  }

  /**
   * Requests an access token, and waits. The token itself says what the user may do, and where.
   *
   * @param user the user; groups have no meaning in access tokens and are not sent
   * @param session the permissions
   * @return a token for this user's browser
   * @throws LiveblocksException when the call fails
   */
  public AuthToken authorizeUser(LiveblocksUser user, Session session) {
    return ApiClient.await(authorizeUserAsync(user, session));
  }

  /**
   * Requests an access token.
   *
   * @param user the user; groups have no meaning in access tokens and are not sent
   * @param session the permissions
   * @return the token to come; cancelling it ends the call
   * @throws IllegalArgumentException when {@code userInfo} cannot be written as a JSON object
   */
  public CompletableFuture<AuthToken> authorizeUserAsync(LiveblocksUser user, Session session) {
    return tokens.authorize(user, session);
  }

  /**
   * Prepares for the first call, so that it does not wait for name lookup, TCP and TLS: opens a
   * connection in the background, and keeps one open until ten minutes have passed without a call.
   * Sends no request. Returns before the connection is there; the endpoints of this library call it
   * when they start. Behind a proxy no connection is opened.
   */
  public void warmUp() {
    tokens.warmUp();
  }

  /**
   * Returns the operations on the project's rooms, and on who may do what in them.
   *
   * @return always the same object
   */
  public Rooms rooms() {
    return rooms;
  }

  /**
   * Returns the operations on the project's groups of users.
   *
   * @return always the same object
   */
  public Groups groups() {
    return groups;
  }

  /**
   * Creates a call of any other operation of the Liveblocks API.
   *
   * @param method GET, POST, PUT, PATCH or DELETE
   * @param pathTemplate for example {@code /v2/rooms/{roomId}/threads}; values go into variables,
   *     and not into the template
   * @return a call, to be completed and sent
   * @throws IllegalArgumentException when the method or the template is not valid
   */
  public ApiCall call(String method, String pathTemplate) {
    return new ApiCall(api, method, pathTemplate);
  }

  /**
   * Returns how this client was configured.
   *
   * @return the configuration; the secret key in it is masked
   */
  public LiveblocksConfig config() {
    return config;
  }

  /**
   * Ends all threads and connections, and waits for the threads (a few milliseconds; 6 seconds at
   * most). Calls in flight fail; later calls fail at once.
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
