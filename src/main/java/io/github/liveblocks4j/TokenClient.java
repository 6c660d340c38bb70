package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The two token calls. Both are safe to repeat: a token that nobody got simply expires. */
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
    String json = api.json().withUserInfo(api.json().write(members), user.userInfo());
    Limits.USER_ID.check("userId", user.userId().length());
    return api.send(new ApiRequest("POST", path, json, true)).thenApply(TokenClient::tokenIn);
  }

  private static AuthToken tokenIn(ApiResponse answer) {
    String token = answer.object().getString("token", "");
    try {
      return AuthToken.of(token);
    } catch (IllegalArgumentException e) {
      throw answer.unexpected("a token");
    }
  }
}
