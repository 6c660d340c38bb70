package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.LogThrottle;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a token request, in the order in which it happens: body, user, rooms, Liveblocks.
 * Thread-safe.
 */
final class AuthEndpoint implements JsonEndpoint.Handler {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private final Liveblocks liveblocks;
  private final UserResolver resolver;
  private final @Nullable RoomAuthorizer authorizer;
  private final TokenRateLimiter limiter;
  private final int maxTokensPerMinute;
  private final RequestJson json;
  private final LogThrottle log;

  /**
   * Creates an endpoint.
   *
   * @param authorizer null for ID tokens
   * @param maxTokensPerMinute for one user; 0 for no limit
   * @param log where failures of the limiter go
   */
  AuthEndpoint(
      Liveblocks liveblocks,
      UserResolver resolver,
      @Nullable RoomAuthorizer authorizer,
      TokenRateLimiter limiter,
      int maxTokensPerMinute,
      RequestJson json,
      LogThrottle log) {
    this.liveblocks = liveblocks;
    this.resolver = resolver;
    this.authorizer = authorizer;
    this.limiter = limiter;
    this.maxTokensPerMinute = maxTokensPerMinute;
    this.json = json;
    this.log = log;
  }

  @Override
  public CompletableFuture<String> handle(HttpServletRequest http, byte[] body) throws Exception {
    AuthRequest request = AuthRequest.parse(http, json.read(body), authorizer != null);
    try {
      LiveblocksUser user = resolver.resolve(request);
      if (user == null) {
        throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
      }
      requireWithinLimit(user);
      // The characters of a JWT need no escaping; AuthToken has checked them.
      return mint(user, request).thenApply(token -> "{\"token\":\"" + token.value() + "\"}");
    } catch (AccessDeniedException e) {
      throw RequestRejectedException.denied(e.getMessage());
    }
  }

  /** Asks the rate limiter; one that fails allows the request. */
  private void requireWithinLimit(LiveblocksUser user) throws RequestRejectedException {
    if (maxTokensPerMinute == 0) {
      return;
    }
    TokenRateLimiter.@Nullable Decision decision = null;
    Throwable failure = null;
    try {
      decision = limiter.tryAcquire(user, maxTokensPerMinute);
    } catch (RuntimeException | LinkageError e) {
      failure = e;
    }
    if (decision == null) {
      String event = failure == null ? "returned null" : "failed";
      log.log(
          Level.ERROR,
          "rate_limiter_failed",
          () ->
              "The TokenRateLimiter %s %s: tokens are issued without a limit until it works again"
                  .formatted(limiter.getClass().getName(), event),
          failure);
    } else if (!decision.allowed()) {
      throw new RequestRejectedException(ErrorResponse.RATE_LIMITED, decision.retryAfter());
    }
  }

  private CompletableFuture<AuthToken> mint(LiveblocksUser user, AuthRequest request)
      throws Exception {
    if (authorizer == null) {
      return liveblocks.identifyUserAsync(user);
    }
    Session session = authorizer.authorize(user, request);
    requireGrant(session, request);
    if (request.room().isEmpty()) {
      LOG.log(
          Level.DEBUG,
          "Auth endpoint: minting an access token for a request without a room. The client asks"
              + " again for each request of that kind (inbox notifications, for example) that the"
              + " token does not cover; with ID tokens, without a RoomAuthorizer, it asks once");
    }
    return liveblocks.authorizeUserAsync(user, session);
  }

  private static void requireGrant(@Nullable Session session, AuthRequest request)
      throws RequestRejectedException {
    if (session == null || session.isEmpty()) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter any room.");
    }
    // Liveblocks would mint the token and then reject each connection with it; the client stops
    // only for this response.
    if (request.room().isPresent() && !session.covers(request.room().get())) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter this room.");
    }
  }
}
