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
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the auth endpoint does with a request that has passed the guard, in the order in which it
 * happens: body, user, limit, rooms, Liveblocks. Thread-safe.
 *
 * @param authorizer null for ID tokens
 * @param maxTokensPerMinute for one user; 0 for no limit
 */
record AuthEndpoint(
    Liveblocks liveblocks,
    UserResolver resolver,
    @Nullable RoomAuthorizer authorizer,
    TokenRateLimiter limiter,
    int maxTokensPerMinute,
    RequestJson json,
    LogThrottle log)
    implements JsonEndpoint.Handler {

  @Override
  public CompletableFuture<String> handle(HttpServletRequest http, byte[] body) throws Exception {
    AuthRequest request = AuthRequest.parse(http, json.read(body), authorizer != null);
    if (request.room().isEmpty() && request.body().containsKey("roomId")) {
      log.log(
          Level.DEBUG,
          "room_id",
          () ->
              "A page sent roomId instead of room, so it gets a token for no room: let its"
                  + " authEndpoint callback send {room}");
    }
    try {
      LiveblocksUser user = resolver.resolve(request);
      if (user == null) {
        throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
      }
      requireWithinLimit(user);
      // The characters of a JWT need no escaping; AuthToken has checked them.
      return mint(user, request).thenApply(token -> "{\"token\":\"" + token.value() + "\"}");
    } catch (AccessDeniedException e) {
      throw new RequestRejectedException(ErrorResponse.ACCESS_DENIED, e.getMessage());
    }
  }

  /** Asks the rate limiter; one that fails allows the request. */
  private void requireWithinLimit(LiveblocksUser user) throws RequestRejectedException {
    if (maxTokensPerMinute == 0) {
      return;
    }
    TokenRateLimiter.Decision decision;
    try {
      decision =
          Objects.requireNonNull(
              limiter.tryAcquire(user, maxTokensPerMinute), "the limiter returned null");
    } catch (RuntimeException | LinkageError e) {
      log.log(
          Level.ERROR,
          "rate_limiter_failed",
          () ->
              "The TokenRateLimiter %s failed: tokens are issued without a limit until it works again"
                  .formatted(limiter.getClass().getName()),
          e);
      return;
    }
    if (!decision.allowed()) {
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
