package io.github.liveblocks4j.servlet;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Masking;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The whole flow of a request, in the order in which it happens. Thread-safe. */
final class AuthEndpoint {

  private static final int MAX_REASON = 300;

  private final Liveblocks liveblocks;
  private final UserResolver resolver;
  private final @Nullable RoomAuthorizer authorizer;
  private final OriginGuard origins;
  private final RequestBody bodies;
  private final ResponseSender answering;

  AuthEndpoint(
      Liveblocks liveblocks,
      UserResolver resolver,
      @Nullable RoomAuthorizer authorizer,
      OriginGuard origins,
      RequestBody bodies,
      ResponseSender answering) {
    this.liveblocks = liveblocks;
    this.resolver = resolver;
    this.authorizer = authorizer;
    this.origins = origins;
    this.bodies = bodies;
    this.answering = answering;
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    CompletableFuture<AuthToken> token;
    try {
      if (OriginGuard.isPreflight(request)) {
        origins.preflight(request, response);
        return;
      }
      requirePost(request, response);
      origins.check(request, response);
      AuthRequest asked = bodies.read(request);
      LiveblocksUser user = resolve(asked);
      token = authorizer == null ? identify(user) : authorize(user, rooms(authorizer, user, asked));
    } catch (RequestRejectedException refusal) {
      answering.refuse(request, response, refusal);
      return;
    }
    answering.whenDone(token, request, response);
  }

  private static void requirePost(HttpServletRequest request, HttpServletResponse response)
      throws RequestRejectedException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new RequestRejectedException(ErrorResponse.METHOD_NOT_ALLOWED);
    }
  }

  private LiveblocksUser resolve(AuthRequest asked) throws RequestRejectedException {
    LiveblocksUser user;
    try {
      user = resolver.resolve(asked);
    } catch (AccessDeniedException denied) {
      throw denied(denied);
    } catch (Exception e) {
      throw failed(e);
    }
    if (user == null) {
      throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
    }
    return user;
  }

  private static Session rooms(RoomAuthorizer authorizer, LiveblocksUser user, AuthRequest asked)
      throws RequestRejectedException {
    @Nullable Session session;
    try {
      session = authorizer.authorize(user, asked);
    } catch (AccessDeniedException denied) {
      throw denied(denied);
    } catch (Exception e) {
      throw failed(e);
    }
    if (session == null || session.isEmpty()) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may enter no room.");
    }
    // Liveblocks would give the token, and its server would then refuse the connection over and
    // over; the client stops only if we say so here.
    if (asked.room().isPresent() && !session.covers(asked.room().get())) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter this room.");
    }
    return session;
  }

  private CompletableFuture<AuthToken> identify(LiveblocksUser user)
      throws RequestRejectedException {
    try {
      return liveblocks.identifyUserAsync(user);
    } catch (RuntimeException e) {
      throw failed(e); // The resolver gave a userInfo that cannot be written.
    }
  }

  private CompletableFuture<AuthToken> authorize(LiveblocksUser user, Session session)
      throws RequestRejectedException {
    try {
      return liveblocks.authorizeUserAsync(user, session);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private static RequestRejectedException denied(AccessDeniedException denied) {
    String reason = denied.getMessage();
    return new RequestRejectedException(
        ErrorResponse.ACCESS_DENIED,
        reason == null || reason.isBlank()
            ? ErrorResponse.ACCESS_DENIED.reason()
            : Masking.line(reason, MAX_REASON));
  }

  private static RequestRejectedException failed(Exception cause) {
    return new RequestRejectedException(
        ErrorResponse.RESOLVER_FAILED, ErrorResponse.RESOLVER_FAILED.reason(), cause);
  }
}
