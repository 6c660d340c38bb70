package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.internal.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes the two calls for tokens. */
final class TokenClient {

  private final ApiClient api;

  TokenClient(ApiClient api) {
    this.api = api;
  }

  CompletableFuture<AuthToken> identify(LiveblocksUser user) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("userId", user.userId());
    if (!user.groupIds().isEmpty()) {
      members.put("groupIds", user.groupIds());
    }
    return mint("/v2/identify-user", members, user);
  }

  CompletableFuture<AuthToken> authorize(LiveblocksUser user, Session session) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("userId", user.userId());
    members.put("permissions", session.toPermissions());
    return mint("/v2/authorize-user", members, user);
  }

  private CompletableFuture<AuthToken> mint(
      String path, Map<String, Object> members, LiveblocksUser user) {
    if (user.organizationId() != null) {
      members.put("organizationId", user.organizationId());
    }
    // Written apart from the rest, so that a mistake in it can be named.
    Json json = api.json();
    String body = json.withUserInfo(json.write(members), user.userInfo());
    Limits.USER_ID.check("userId", user.userId().length());
    return api.send(ApiRequest.forToken(path, body), TokenClient::tokenIn);
  }

  private static AuthToken tokenIn(ApiResponse response) {
    String token = response.object().getString("token", "");
    try {
      return AuthToken.of(token);
    } catch (IllegalArgumentException e) {
      throw response.unexpected("a token");
    }
  }
}
