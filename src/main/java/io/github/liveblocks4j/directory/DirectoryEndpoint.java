package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.internal.web.JsonEndpoint;
import io.github.liveblocks4j.internal.web.RequestJson;
import io.github.liveblocks4j.internal.web.RequestRejectedException;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a lookup, on the request's thread, in the order in which it happens: body, user,
 * room, directory. Thread-safe.
 *
 * @param authorizers decides who may suggest mentions in a room; none leaves that to the directory
 */
record DirectoryEndpoint(
    RequestJson json,
    AuthSpi<UserResolver> resolvers,
    UserResolver login,
    AuthSpi<RoomAuthorizer> authorizers,
    Lookup.Directories directories)
    implements JsonEndpoint.Handler {

  @Override
  public CompletableFuture<String> handle(HttpServletRequest http, byte[] body) throws Exception {
    RoomAuthorizer authorizer = authorizers.get().orElse(null);
    JsonObject object = json.read(body);
    Lookup lookup = LookupParser.parse(object, authorizer != null);
    try {
      return CompletableFuture.completedFuture(
          result(lookup, http, Json.toMap(object), authorizer));
    } catch (AccessDeniedException e) {
      throw new RequestRejectedException(ErrorResponse.ACCESS_DENIED, e.getMessage());
    }
  }

  private String result(
      Lookup lookup,
      HttpServletRequest http,
      Map<String, Object> body,
      @Nullable RoomAuthorizer authorizer)
      throws Exception {
    // The caller is not about to enter the room of a mention: a resolver sees it in the body only.
    UserResolver resolver = resolvers.get().orElse(login);
    LiveblocksUser caller = resolver.resolve(AuthRequest.of(http, null, body));
    if (caller == null) {
      throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
    }
    if (authorizer != null && lookup instanceof Lookup.Mentions mentions) {
      String room = mentions.roomId();
      Session session = authorizer.authorize(caller, AuthRequest.of(http, room, body));
      if (session == null || !session.covers(room)) {
        throw new RequestRejectedException(
            ErrorResponse.ACCESS_DENIED, "This user may not enter this room.");
      }
    }
    try {
      return lookup.run(directories, caller);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new RequestRejectedException(ErrorResponse.DIRECTORY_FAILED, e);
    }
  }
}
