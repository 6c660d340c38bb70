package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.web.ApplicationCode;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
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
  private final TokenLimit limit;
  private final @Nullable RoomAuthorizer authorizer;
  private final AuthRequestParser parser;

  AuthEndpoint(
      Liveblocks liveblocks,
      UserResolver resolver,
      TokenLimit limit,
      @Nullable RoomAuthorizer authorizer,
      RequestJson json) {
    this.liveblocks = liveblocks;
    this.resolver = resolver;
    this.limit = limit;
    this.authorizer = authorizer;
    this.parser = new AuthRequestParser(json, authorizer != null);
  }

  @Override
  public CompletableFuture<String> handle(HttpServletRequest http, byte[] body)
      throws RequestRejectedException {
    AuthRequest request = parser.parse(http, body);
    LiveblocksUser user = application(() -> resolver.resolve(request));
    if (user == null) {
      throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
    }
    TokenRateLimiter.Decision decision = limit.tryAcquire(user);
    if (!decision.allowed()) {
      throw new RequestRejectedException(ErrorResponse.RATE_LIMITED, decision.retryAfter());
    }
    // The characters of a JWT need no escaping; AuthToken has checked them.
    return mint(user, request).thenApply(token -> "{\"token\":\"" + token.value() + "\"}");
  }

  private CompletableFuture<AuthToken> mint(LiveblocksUser user, AuthRequest request)
      throws RequestRejectedException {
    RoomAuthorizer rooms = authorizer;
    if (rooms == null) {
      return application(() -> liveblocks.identifyUserAsync(user));
    }
    Session session = application(() -> rooms.authorize(user, request));
    requireGrant(session, request);
    if (request.room().isEmpty()) {
      LOG.log(
          Level.DEBUG,
          "Auth endpoint: minting an access token for a request without a room. The client asks"
              + " again for each request of that kind (inbox notifications, for example) that the"
              + " token does not cover; with ID tokens, without a RoomAuthorizer, it asks once");
    }
    return application(() -> liveblocks.authorizeUserAsync(user, session));
  }

  private static void requireGrant(@Nullable Session session, AuthRequest request)
      throws RequestRejectedException {
    if (session == null || session.isEmpty()) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter any room.");
    }
    // Liveblocks would mint the token and then reject each connection with it; the client stops
    // only
    // for this response.
    if (request.room().isPresent() && !session.covers(request.room().get())) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter this room.");
    }
  }

  private static <T> T application(Callable<T> code) throws RequestRejectedException {
    return ApplicationCode.call(AccessDeniedException.class, ErrorResponse.RESOLVER_FAILED, code);
  }
}
