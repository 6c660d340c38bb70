package io.github.liveblocks4j.testing;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;

/** The two calls that make tokens. Thread-safe. */
final class TokensApi {

  private static final long LIFETIME_SECONDS = 3_600;
  private static final int MAX_PATTERNS = 10;
  private static final Pattern ROOM_PATTERN =
      Pattern.compile("[*]|[^*]{1,128}[*]?", Pattern.DOTALL);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  TokensApi(Clock clock) {
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .add("POST", "/v2/identify-user", this::identify)
        .add("POST", "/v2/authorize-user", this::authorize);
  }

  private Response identify(Call call) {
    Fields body = call.fields();
    JsonObjectBuilder payload = payload("id", body);
    body.optionalTexts("groupIds").ifPresent(groupIds -> payload.add("gids", groupIds));
    return token(payload);
  }

  private Response authorize(Call call) {
    Fields body = call.fields();
    JsonObjectBuilder payload = payload("acc", body);
    JsonObject permissions = body.requireObject("permissions");
    check(permissions);
    return token(payload.add("perms", permissions));
  }

  private static JsonObjectBuilder payload(String kind, Fields body) {
    JsonObjectBuilder payload =
        Json.object().add("k", kind).add("pid", "fake").add("uid", body.id("userId"));
    // Checked only: no client reads an organization from its token.
    body.optionalText("organizationId");
    body.optionalObject("userInfo").ifPresent(info -> payload.add("ui", info));
    return payload;
  }

  private static void check(JsonObject permissions) {
    if (permissions.size() > MAX_PATTERNS) {
      throw ApiException.invalid(
          Fields.at("permissions") + "Must have at most " + MAX_PATTERNS + " room patterns");
    }
    permissions.forEach(
        (pattern, scopes) -> {
          String where = Fields.at("permissions", pattern);
          if (!ROOM_PATTERN.matcher(pattern).matches()) {
            throw ApiException.invalid(
                where + "Must be a room id, a prefix ending in *, or *, of at most 128 characters");
          }
          if (Scopes.require(where, scopes).isEmpty()) {
            throw ApiException.invalid(where + "Must have at least one permission");
          }
        });
  }

  private Response token(JsonObjectBuilder payload) {
    long now = clock.instant().getEpochSecond();
    payload.add("iat", now).add("exp", now + LIFETIME_SECONDS).add("jti", random(16));
    String token = HEADER + "." + base64(payload.build().toString()) + "." + random(32);
    return Response.json(200, Json.object().add("token", token).build());
  }

  private String random(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return BASE64.encodeToString(value);
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
