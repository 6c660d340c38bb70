package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.ApiResponse;
import io.github.liveblocks4j.internal.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.concurrent.CompletableFuture;

/** Makes the two calls for tokens. */
final class TokenClient {

  private final ApiClient api;

  TokenClient(ApiClient api) {
    this.api = api;
  }

  CompletableFuture<AuthToken> identify(LiveblocksUser user) {
    Json json = api.json();
    JsonObjectBuilder body = json.object().add("userId", user.userId());
    if (!user.groupIds().isEmpty()) {
      body.add("groupIds", json.array(user.groupIds()));
    }
    return mint("/v2/identify-user", body, user);
  }

  CompletableFuture<AuthToken> authorize(LiveblocksUser user, Session session) {
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
    return api.send(ApiRequest.forToken(path, api.json().write(body)), TokenClient::tokenIn);
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
