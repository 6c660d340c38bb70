package io.github.liveblocks4j;

import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.ApiAnswer;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import jakarta.json.bind.JsonbException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The two token calls. Both are safe to repeat: a token that nobody got simply expires. */
final class Tokens {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");

  private static final int DOCUMENTED_USER_ID = 128;
  private static final int DOCUMENTED_USER_INFO = 1_024;

  private final ApiClient api;

  Tokens(ApiClient api) {
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
    user.organizationId().ifPresent(id -> members.put("organizationId", id));
    String json = withUserInfo(api.json().write(members), user.userInfo().orElse(null));
    warnWhenTooLong("userId", user.userId().length(), DOCUMENTED_USER_ID);
    return api.send(new ApiRequest("POST", path, json, true)).thenApply(Tokens::tokenIn);
  }

  /** Written apart from the rest, so that a mistake in it can be named. */
  private String withUserInfo(String members, @Nullable Object userInfo) {
    if (userInfo == null) {
      return members;
    }
    String info;
    try {
      info = api.json().write(userInfo);
    } catch (JsonbException e) {
      throw new IllegalArgumentException(
          "userInfo cannot be written as JSON: use a map, a record or a bean", e);
    }
    if (!info.startsWith("{")) {
      throw new IllegalArgumentException(
          "userInfo must be a JSON object: use a map, a record or a bean");
    }
    warnWhenTooLong("userInfo", info.length(), DOCUMENTED_USER_INFO);
    return members.substring(0, members.length() - 1) + ",\"userInfo\":" + info + "}";
  }

  // A warning and no refusal: Liveblocks moves its limits, and knows them better than we do.
  private static void warnWhenTooLong(String field, int length, int documented) {
    if (length > documented) {
      LOG.log(
          Level.WARNING,
          "{0} has {1} characters; Liveblocks documents at most {2}",
          field,
          Integer.toString(length),
          Integer.toString(documented));
    }
  }

  private static AuthToken tokenIn(ApiAnswer answer) {
    String token = answer.object().getString("token", "");
    try {
      return AuthToken.of(token);
    } catch (IllegalArgumentException e) {
      throw answer.unexpected("a token");
    }
  }
}
