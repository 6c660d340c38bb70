package io.github.liveblocks4j.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  private HttpResponse identify(Call call) {
    Fields body = call.fields();
    Map<String, @Nullable Object> payload = payload("id", body);
    body.optionalTexts("groupIds").ifPresent(groupIds -> payload.put("gids", groupIds));
    return token(payload);
  }

  private HttpResponse authorize(Call call) {
    Fields body = call.fields();
    Map<String, @Nullable Object> payload = payload("acc", body);
    payload.put("perms", permissions(body.requireObject("permissions")));
    return token(payload);
  }

  private static Map<String, @Nullable Object> payload(String kind, Fields body) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("k", kind);
    payload.put("pid", "fake");
    payload.put("uid", body.id("userId"));
    // Checked only: no client reads an organization from its token.
    body.optionalText("organizationId");
    body.optionalObject("userInfo").ifPresent(info -> payload.put("ui", info));
    return payload;
  }

  private static Map<String, List<String>> permissions(Map<String, @Nullable Object> given) {
    if (given.size() > MAX_PATTERNS) {
      throw ApiException.invalid(
          Fields.at("permissions") + "Must have at most " + MAX_PATTERNS + " room patterns");
    }
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    given.forEach(
        (pattern, value) -> {
          String where = "Value at keypath 'permissions." + pattern + "': ";
          if (!ROOM_PATTERN.matcher(pattern).matches()) {
            throw ApiException.invalid(
                where + "Must be a room id, a prefix ending in *, or *, of at most 128 characters");
          }
          List<String> scopes = Scopes.require(where, Fields.texts(where, value));
          if (scopes.isEmpty()) {
            throw ApiException.invalid(where + "Must have at least one permission");
          }
          permissions.put(pattern, scopes);
        });
    return permissions;
  }

  private HttpResponse token(Map<String, @Nullable Object> payload) {
    long now = clock.instant().getEpochSecond();
    payload.put("iat", now);
    payload.put("exp", now + LIFETIME_SECONDS);
    payload.put("jti", random(16));
    String token = HEADER + "." + base64(JsonWriter.write(payload)) + "." + random(32);
    return HttpResponse.json(200, Map.of("token", token));
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
