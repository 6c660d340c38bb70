package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Checks;
import io.github.liveblocks4j.internal.HttpTransport;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.RotatingSecret;
import io.github.liveblocks4j.internal.SecretKey;
import io.github.liveblocks4j.internal.Transport;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.rooms.Groups;
import io.github.liveblocks4j.rooms.Rooms;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Liveblocks API. Immutable and thread-safe: create one for the whole application, and
 * close it when the application stops.
 *
 * <pre>{@code
 * try (Liveblocks liveblocks = Liveblocks.builder().secretKey("sk_dev_...").build()) {
 *   AuthToken token = liveblocks.identifyUser(LiveblocksUser.of("alice"));
 * }
 * }</pre>
 *
 * <p>Every call is asynchronous underneath; the blocking form waits for the other. A call has one
 * deadline over all its attempts ({@link Builder#deadline}); a call that is idempotent is retried
 * on transient failures. While Liveblocks keeps failing, a circuit breaker rejects calls at once.
 * Calls beyond {@link Builder#maxConcurrentCalls} wait for their turn, within their deadline.
 *
 * <p>Failures are {@link LiveblocksException}s: thrown by the blocking form, the future's exception
 * in the other. Cancelling a future that a method here returned ends its call; cancelling one that
 * was derived from it, by {@code thenApply} for example, does not.
 *
 * <p>A response completes its future on an I/O thread of this client, and a deadline on its timer.
 * Code that depends on a future runs there too, or on the caller's thread if the future has
 * completed already. It must not block, for other calls wait for the same thread: give longer work
 * an executor of its own ({@code thenApplyAsync(work, executor)}).
 */
public final class Liveblocks implements AutoCloseable {

  private final String settings;
  private final URI baseUrl;
  private final Duration deadline;
  private final ApiClient api;
  private final Rooms rooms;
  private final Groups groups;

  /** Creates a client; tests bring a transport of their own. */
  Liveblocks(Builder builder, RotatingSecret<SecretKey> key, Transport transport) {
    this.settings = builder.settings();
    this.baseUrl = builder.baseUrl;
    this.deadline = builder.deadline;
    this.api =
        new ApiClient(
            transport,
            key,
            baseUrl,
            deadline,
            builder.maxRetries,
            builder.maxConcurrentCalls,
            builder.listener);
    this.rooms = new Rooms(api);
    this.groups = new Groups(api);
  }

  /**
   * Starts a client with every default. Only the secret key is required. The defaults fit the
   * Liveblocks client in the browser, which gives up an attempt after 10 seconds.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
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
    Json json = api.json();
    JsonObjectBuilder body = json.object().add("userId", user.userId());
    if (!user.groupIds().isEmpty()) {
      body.add("groupIds", json.array(user.groupIds()));
    }
    return mint("/v2/identify-user", body, user);
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
    Json json = api.json();
    JsonObjectBuilder body =
        json.object()
            .add("userId", user.userId())
            .add("permissions", json.object(session.toPermissions()));
    return mint("/v2/authorize-user", body, user);
  }

  private CompletableFuture<AuthToken> mint(
      String path, JsonObjectBuilder body, LiveblocksUser user) {
    if (user.organizationId() != null) {
      body.add("organizationId", user.organizationId());
    }
    if (user.userInfo() != null) {
      body.add("userInfo", api.json().toObject("userInfo", user.userInfo()));
    }
    return api.send(ApiRequest.forToken(path, api.json().write(body)), Liveblocks::tokenIn);
  }

  private static AuthToken tokenIn(ApiResponse response) {
    try {
      return AuthToken.of(response.object().getString("token", ""));
    } catch (IllegalArgumentException e) {
      throw response.unexpected("a token");
    }
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
   * Returns where this client sends its calls.
   *
   * @return the base URL, without a slash at its end
   */
  public URI baseUrl() {
    return baseUrl;
  }

  /**
   * Returns the time for one call, over all its attempts and the wait for its turn.
   *
   * @return the deadline
   */
  public Duration deadline() {
    return deadline;
  }

  /**
   * Returns the health of this client as its calls have found it; sends nothing.
   *
   * @return the health at this moment
   */
  public LiveblocksHealth health() {
    return api.health();
  }

  /**
   * Ends all threads and connections, and waits for the threads (a few milliseconds; 6 seconds at
   * most, and 3 more for a listener that blocks). Calls in flight fail; later calls fail at once.
   */
  @Override
  public void close() {
    api.close();
  }

  /** Returns the settings; the secret key is masked. */
  @Override
  public String toString() {
    return "Liveblocks" + settings;
  }

  /**
   * Collects settings; every method checks its argument, and throws {@link
   * IllegalArgumentException} for one that is not valid. Not thread-safe.
   */
  public static final class Builder {

    private @Nullable SecretKey secretKey;
    private @Nullable Path secretKeyFile;
    private URI baseUrl = URI.create("https://api.liveblocks.io");
    private Duration deadline = Duration.ofSeconds(8);
    private Duration connectTimeout = Duration.ofSeconds(2);
    private int maxRetries = 2;
    private int maxConcurrentCalls = 200;
    private @Nullable LiveblocksListener listener;

    private Builder() {}

    /**
     * Sets the secret key. It comes from here or from a file, not from both.
     *
     * @param secretKey {@code sk_…}, from the Liveblocks dashboard
     * @return this builder
     * @throws IllegalArgumentException when it is not a secret key; the message does not repeat it
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = SecretKey.of(secretKey);
      return this;
    }

    /**
     * Sets a token of Liveblocks' management API in place of a secret key. Such a client makes
     * calls to {@code /v2/management/…} by {@link Liveblocks#call}, and no others.
     *
     * @param managementToken {@code lbs_…}, from the Liveblocks dashboard
     * @return this builder
     * @throws IllegalArgumentException when it is not a management token; the message does not
     *     repeat it
     */
    public Builder managementToken(String managementToken) {
      this.secretKey = SecretKey.ofManagement(managementToken);
      return this;
    }

    /**
     * Sets the file that holds the secret key, for example a mounted secret. It is read by {@link
     * #build()}, and by a client again whenever Liveblocks rejects the key. The call that was
     * rejected is then sent once more with the new key. A file that is missing or does not hold a
     * key changes nothing and is logged as a warning.
     *
     * @param secretKeyFile UTF-8 text of 4,096 bytes at most: the key, and white space around it
     * @return this builder
     */
    public Builder secretKeyFile(Path secretKeyFile) {
      this.secretKeyFile = secretKeyFile;
      return this;
    }

    /**
     * Sets another base URL, for example of a development server.
     *
     * @param baseUrl an http or https URL without user info, query and fragment; a path in it is
     *     kept; default {@code https://api.liveblocks.io}
     * @return this builder
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Checks.baseUrl(baseUrl);
      return this;
    }

    /**
     * Sets another base URL, for example of a development server.
     *
     * @param baseUrl an http or https URL without user info, query and fragment; a path in it is
     *     kept
     * @return this builder
     */
    public Builder baseUrl(URI baseUrl) {
      return baseUrl(baseUrl.toString());
    }

    /**
     * Sets the time for one call, over all its attempts and the wait for its turn. Keep it below 10
     * seconds where the Liveblocks client waits for the response.
     *
     * @param deadline 1 millisecond to 5 minutes; default 8 seconds
     * @return this builder
     */
    public Builder deadline(Duration deadline) {
      this.deadline = Checks.within("deadline", deadline);
      return this;
    }

    /**
     * Sets the time for opening a TCP connection.
     *
     * @param connectTimeout 1 millisecond to 5 minutes; default 2 seconds
     * @return this builder
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Checks.within("connectTimeout", connectTimeout);
      return this;
    }

    /**
     * Sets how often an idempotent call is retried on transient failures, within the deadline.
     *
     * @param maxRetries 0 to 10; default 2
     * @return this builder
     */
    public Builder maxRetries(int maxRetries) {
      this.maxRetries = Checks.within("maxRetries", maxRetries, 0, 10);
      return this;
    }

    /**
     * Sets how many calls may be in flight at a time. Further calls wait for their turn, first in,
     * first out, within their deadline; 20,000 at most. A quarter is kept for tokens, which need
     * not wait behind other calls. Each call in flight takes a connection.
     *
     * @param maxConcurrentCalls 1 to 10,000; default 200
     * @return this builder
     */
    public Builder maxConcurrentCalls(int maxConcurrentCalls) {
      this.maxConcurrentCalls = Checks.within("maxConcurrentCalls", maxConcurrentCalls, 1, 10_000);
      return this;
    }

    /**
     * Sets a listener for calls. It does not run on a thread that calls wait for.
     *
     * @param listener may block; not closed by the client. Default none
     * @return this builder
     */
    public Builder listener(LiveblocksListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Creates the client. Nothing is sent before the first call.
     *
     * @return a client; close it
     * @throws IllegalArgumentException when the secret key is missing or set twice, when its file
     *     cannot be read or does not hold a key, or when the one of a production project would go
     *     over plain HTTP to another host
     */
    public Liveblocks build() {
      return new Liveblocks(
          this, key(), new HttpTransport(baseUrl, connectTimeout, deadline, maxConcurrentCalls));
    }

    RotatingSecret<SecretKey> key() {
      if (secretKeyFile == null && secretKey == null) {
        throw new IllegalArgumentException(
            "no secret key: set the one that the Liveblocks dashboard shows under API keys (sk_…),"
                + " or a file that holds it");
      }
      if (secretKeyFile != null && secretKey != null) {
        throw new IllegalArgumentException(
            "secretKey and secretKeyFile are both set: keep one of them");
      }
      URI url = baseUrl;
      if (secretKeyFile != null) {
        return RotatingSecret.inFile(
            "Secret key", secretKeyFile, text -> SecretKey.of(text).requireSafeOn(url));
      }
      return RotatingSecret.of(Objects.requireNonNull(secretKey).requireSafeOn(url));
    }

    /** Returns the settings; the secret key is masked. */
    @Override
    public String toString() {
      return "Liveblocks.Builder" + settings();
    }

    private String settings() {
      return "[secretKey=%s, secretKeyFile=%s, baseUrl=%s, deadline=%s, connectTimeout=%s, maxRetries=%s, maxConcurrentCalls=%s]"
          .formatted(
              secretKey,
              secretKeyFile,
              baseUrl,
              deadline,
              connectTimeout,
              maxRetries,
              maxConcurrentCalls);
    }
  }
}
