package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Liveblocks REST API in this process, for tests and demos: tokens, rooms, groups, storage as
 * JSON, Yjs documents as bytes, and failures on demand, which can be any response. It listens on
 * 127.0.0.1 only and keeps everything in memory. A Yjs document is the newest update that was sent
 * to it: updates are not merged.
 *
 * <pre>{@code
 * try (FakeLiveblocks fake = FakeLiveblocks.start()) {
 *   fake.next(Failure.status(503).header("Retry-After", "1"));
 *   // use fake.baseUrl() and fake.secretKey() in place of the real ones
 *   RecordedRequest request = fake.takeRequest(Duration.ofSeconds(5)).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Its tokens have the form and the claims of real ones, live for an hour and are never the same
 * twice; only the fake accepts their signature. It is no server for browsers: there are no
 * WebSockets.
 *
 * <p>Thread-safe. Its threads are daemons, named {@code fake-liveblocks-…}.
 */
public final class FakeLiveblocks implements AutoCloseable {

  /** The secret key unless the builder sets another. */
  public static final String DEFAULT_SECRET_KEY = "sk_fake";

  private static final String SCHEME = "Bearer ";

  private final String firstSecretKey;
  private final RoomsApi rooms;
  private final GroupsApi groups;
  private final StorageApi storage;
  private final DocumentsApi documents;
  private final Router router = new Router();
  private final FailureScript script = new FailureScript();
  private final RequestLog log = new RequestLog();
  private final HttpServer server;
  private volatile String secretKey;
  private volatile @Nullable String warning;

  private FakeLiveblocks(Builder builder) {
    this.firstSecretKey = builder.secretKey;
    this.secretKey = builder.secretKey;
    this.rooms = new RoomsApi(builder.clock);
    this.groups = new GroupsApi(builder.clock);
    this.storage = new StorageApi(rooms::require);
    this.documents = new DocumentsApi(rooms::require);
    new TokensApi(builder.clock).addTo(router);
    rooms.addTo(router);
    groups.addTo(router);
    storage.addTo(router);
    documents.addTo(router);
    try {
      this.server = new HttpServer(builder.port, this::handle);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen on port %s (%s): choose another".formatted(builder.port, e.getMessage()),
          e);
    }
  }

  /**
   * Starts a fake with every default, on a free port.
   *
   * @return the running fake; close it
   * @throws UncheckedIOException when it cannot listen
   */
  public static FakeLiveblocks start() {
    return builder().start();
  }

  /**
   * Starts a fake with the other defaults.
   *
   * @param port the port; 0 for any free one
   * @return the running fake; close it
   * @throws IllegalArgumentException when there is no such port
   * @throws UncheckedIOException when it cannot listen there
   */
  public static FakeLiveblocks start(int port) {
    return builder().port(port).start();
  }

  /**
   * Begins a fake with every default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where the fake listens.
   *
   * @return for example {@code http://127.0.0.1:40123}
   */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /**
   * The only secret key the fake takes.
   *
   * @return {@link #DEFAULT_SECRET_KEY} unless another was set
   */
  public String secretKey() {
    return secretKey;
  }

  /**
   * Replaces the secret key, as the dashboard does when a key is rotated: from now on the fake
   * rejects the one before.
   *
   * @param secretKey the only key the fake will take
   * @throws IllegalArgumentException when it does not begin with {@code sk_}
   */
  public void secretKey(String secretKey) {
    this.secretKey = checked(secretKey);
  }

  private static String checked(String secretKey) {
    if (!secretKey.startsWith("sk_")) {
      throw new IllegalArgumentException("a secret key begins with sk_");
    }
    return secretKey;
  }

  /**
   * Scripts failures, each for one request. A request gets the first one for its path; they come
   * before those of {@link #always}.
   *
   * @param failures the failures, in order, after those that are scripted already
   */
  public void next(Failure... failures) {
    script.next(List.of(failures));
  }

  /**
   * Makes every request fail until {@link #clearFailures} or another call of this method.
   *
   * @param failures the failures; a request gets the first one for its path
   */
  public void always(Failure... failures) {
    script.always(List.of(failures));
  }

  /** Drops all scripted failures. Requests that hang already continue to hang. */
  public void clearFailures() {
    script.clearFailures();
  }

  /**
   * Forgets failures, the warning, another key, requests, rooms and all that is in them, and
   * groups: the fake is as it was when it started, on the same port. For use between tests; {@link
   * FakeLiveblocksExtension} does it.
   */
  public void reset() {
    script.clearFailures();
    warning = null;
    secretKey = firstSecretKey;
    rooms.clear();
    groups.clear();
    storage.clear();
    documents.clear();
    log.clear();
  }

  /**
   * Adds a warning to every response, as the header {@code X-LB-Warn} in which Liveblocks addresses
   * the back end's developer.
   *
   * @param warning the text, sent as UTF-8; null for none, which is the default
   * @throws IllegalArgumentException when it cannot be sent in a header
   */
  public void warn(@Nullable String warning) {
    if (warning != null) {
      Response.requireHeader("X-LB-Warn", warning);
    }
    this.warning = warning;
  }

  /**
   * Sets which users are connected to a room, for its {@code active-users}. None are, by default.
   *
   * @param roomId the room; it may be created later
   * @param userIds the users, with connection ids from 1 on and an empty {@code info}
   */
  public void setActiveUsers(String roomId, String... userIds) {
    Map<String, Map<String, ?>> users = new LinkedHashMap<>();
    for (String userId : userIds) {
      users.put(userId, Map.of());
    }
    setActiveUsers(roomId, users);
  }

  /**
   * Sets which users are connected to a room, for its {@code active-users}. None are, by default.
   *
   * @param roomId the room; it may be created later
   * @param infoByUserId the {@code info} of each user: maps, lists, strings, numbers and booleans;
   *     connection ids count from 1 in the map's order
   * @throws IllegalArgumentException when something in it has no JSON form
   */
  public void setActiveUsers(String roomId, Map<String, ? extends Map<String, ?>> infoByUserId) {
    List<Map<String, Object>> users = new ArrayList<>();
    infoByUserId.forEach(
        (userId, info) -> {
          int connectionId = users.size() + 1;
          Map<String, Object> user = new LinkedHashMap<>();
          user.put("type", "user");
          user.put("connectionId", connectionId);
          user.put("id", userId);
          user.put("info", info);
          users.add(user);
        });
    rooms.setActiveUsers(roomId, Json.array(users));
  }

  /**
   * The requests so far, failed ones included. Kept are the newest 10,000, and fewer when their
   * bodies are large.
   *
   * @return an unmodifiable snapshot, oldest first
   */
  public List<RecordedRequest> requests() {
    return log.all();
  }

  /**
   * Takes the oldest request that was not taken yet, waiting for one where necessary. {@link
   * #requests()} still has it afterwards.
   *
   * @param timeout the longest wait
   * @return empty when there was none in time
   * @throws InterruptedException when the thread is interrupted while waiting
   */
  public Optional<RecordedRequest> takeRequest(Duration timeout) throws InterruptedException {
    return log.take(timeout.toNanos());
  }

  /** Ends all connections and threads. Requests without a response will not get one. */
  @Override
  public void close() {
    server.close();
  }

  /** Where the fake listens; not its key. */
  @Override
  public String toString() {
    return "FakeLiveblocks[" + baseUrl() + "]";
  }

  private void handle(Exchange exchange, RecordedRequest request) {
    // Before the log shows the request: what a test scripts then is for the next one.
    Optional<Failure> scripted = script.take(request.path());
    log.add(request);
    String text = warning;
    if (text != null) {
      exchange.warn(text);
    }
    scripted.ifPresentOrElse(
        failure -> failure.play(exchange, () -> respond(request)),
        () -> exchange.send(respond(request)));
  }

  /** Never throws: a fault of the fake itself becomes a response with status 500 that says so. */
  private Response respond(RecordedRequest request) {
    String given = request.header("Authorization").orElse("");
    if (!given.startsWith(SCHEME)) {
      return Response.error(401, "Missing secret key");
    }
    if (!given.equals(SCHEME + secretKey)) {
      return Response.error(403, "Invalid secret key");
    }
    try {
      return router.route(request);
    } catch (ApiException e) {
      return e.response();
    } catch (RuntimeException e) {
      return Response.error(500, "The fake itself failed: " + e);
    }
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {

    private String secretKey = DEFAULT_SECRET_KEY;
    private int port;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Sets the secret key.
     *
     * @param secretKey the only key the fake will take; default {@link #DEFAULT_SECRET_KEY}
     * @return this builder
     * @throws IllegalArgumentException when it does not begin with {@code sk_}
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = checked(secretKey);
      return this;
    }

    /**
     * Sets the port.
     *
     * @param port the port; 0, the default, for any free one
     * @return this builder
     * @throws IllegalArgumentException when there is no such port
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the clock that dates tokens, rooms and groups.
     *
     * @param clock default the system's
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Starts the fake.
     *
     * @return the running fake; close it
     * @throws UncheckedIOException when it cannot listen
     */
    public FakeLiveblocks start() {
      return new FakeLiveblocks(this);
    }
  }
}
