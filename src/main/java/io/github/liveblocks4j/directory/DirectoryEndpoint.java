package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.web.ApplicationCode;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a lookup, on the request's thread, in the order in which it happens: body, user,
 * room, directory. Thread-safe.
 *
 * @param authorizer decides who may suggest mentions in a room; null leaves that to the directory
 */
record DirectoryEndpoint(
    RequestJson json,
    UserResolver resolver,
    @Nullable RoomAuthorizer authorizer,
    Lookup.Directories directories)
    implements JsonEndpoint.Handler {

  @Override
  public CompletableFuture<String> handle(HttpServletRequest http, byte[] bytes)
      throws RequestRejectedException {
    JsonObject object = json.read(bytes);
    Lookup lookup = LookupParser.parse(object, authorizer != null);
    Map<String, Object> body = Json.toMap(object);
    // The caller is not about to enter the room of a mention: a resolver sees it in the body only.
    LiveblocksUser caller =
        call(
            ErrorResponse.RESOLVER_FAILED,
            () -> resolver.resolve(AuthRequest.of(http, null, body)));
    if (caller == null) {
      throw new RequestRejectedException(ErrorResponse.UNAUTHENTICATED);
    }
    if (authorizer != null && lookup instanceof Lookup.Mentions mentions) {
      String room = mentions.roomId();
      requireAccess(authorizer, caller, AuthRequest.of(http, room, body), room);
    }
    return CompletableFuture.completedFuture(
        call(ErrorResponse.DIRECTORY_FAILED, () -> lookup.run(directories, caller)));
  }

  private static void requireAccess(
      RoomAuthorizer rooms, LiveblocksUser caller, AuthRequest request, String roomId)
      throws RequestRejectedException {
    Session session = call(ErrorResponse.RESOLVER_FAILED, () -> rooms.authorize(caller, request));
    if (session == null || !session.covers(roomId)) {
      throw new RequestRejectedException(
          ErrorResponse.ACCESS_DENIED, "This user may not enter this room.");
    }
  }

  private static <T> T call(ErrorResponse failure, Callable<T> code)
      throws RequestRejectedException {
    return ApplicationCode.call(AccessDeniedException.class, failure, code);
  }
}
