package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokensApiTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)));

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  @Test
  void identifyWhenEverythingIsGivenThenTokenCarriesIt() throws Exception {
    HttpResponse<String> response =
        client.post(
            "/v2/identify-user",
            """
            {"userId":"älice 🦊","groupIds":["g1","g2"],"organizationId":"acme",\
            "userInfo":{"name":"Ålice 🦊","n":1.5}}\
            """);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    Map<?, ?> payload = payload(token(response));
    assertThat(payload.get("k")).isEqualTo("id");
    assertThat(payload.get("pid")).isEqualTo("fake");
    assertThat(payload.get("uid")).isEqualTo("älice 🦊");
    assertThat(payload.get("gids")).isEqualTo(List.of("g1", "g2"));
    assertThat(payload.get("ui")).isEqualTo(Map.of("name", "Ålice 🦊", "n", new BigDecimal("1.5")));
    assertThat(payload.get("iat")).isEqualTo(BigDecimal.valueOf(NOW.getEpochSecond()));
    assertThat(payload.get("exp")).isEqualTo(BigDecimal.valueOf(NOW.getEpochSecond() + 3600));
    assertThat(payload.containsKey("perms")).isFalse();
  }

  @Test
  void identifyWhenOnlyUserIdIsGivenThenOptionalClaimsAreAbsent() throws Exception {
    Map<?, ?> payload =
        payload(token(client.post("/v2/identify-user", "{\"userId\":\"a\",\"extra\":1}")));

    assertThat(payload.keySet().stream().map(String::valueOf).toList())
        .containsExactly("k", "pid", "uid", "iat", "exp", "jti");
  }

  @Test
  void identifyWhenAskedAgainThenTokenIsAnother() throws Exception {
    Set<String> tokens = new HashSet<>();
    Set<Object> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String token = token(client.post("/v2/identify-user", "{\"userId\":\"a\"}"));
      tokens.add(token);
      ids.add(Objects.requireNonNull(payload(token).get("jti")));
    }

    assertThat(tokens).hasSize(50);
    assertThat(ids).hasSize(50);
  }

  @Test
  void authorizeWhenPermissionsAreValidThenTokenCarriesThem() throws Exception {
    HttpResponse<String> response =
        client.post(
            "/v2/authorize-user",
            """
            {"userId":"a","userInfo":{},"permissions":\
            {"acme:*":["*:read","comments:write"],"*":["room:write"]}}\
            """);

    Map<?, ?> payload = payload(token(response));
    assertThat(payload.get("k")).isEqualTo("acc");
    assertThat(payload.get("perms"))
        .isEqualTo(
            Map.of("acme:*", List.of("*:read", "comments:write"), "*", List.of("room:write")));
  }

  @Test
  void authorizeWhenMoreThanTenPatternsThenInvalid() throws Exception {
    assertThat(client.post("/v2/authorize-user", withPatterns(10)).statusCode()).isEqualTo(200);
    assertThat(client.post("/v2/authorize-user", withPatterns(11)).body())
        .isEqualTo(
            "{\"error\":\"Unprocessable Entity\",\"reason\":"
                + "\"Value at key 'permissions': Must have at most 10 room patterns\"}");
  }

  @Test
  void authorizeWhenPrefixIsLongThenLimitIs128() throws Exception {
    String longest = "a".repeat(128);

    assertThat(client.post("/v2/authorize-user", withPattern(longest + "*")).statusCode())
        .isEqualTo(200);
    assertThat(client.post("/v2/authorize-user", withPattern(longest + "a")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void identifyWhenBodyIsNotUtf8ThenBadRequest() throws Exception {
    byte[] latin1 = "{\"userId\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(
            client
                .send(client.request("/v2/identify-user").POST(BodyPublishers.ofByteArray(latin1)))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void identifyWhenKeyIsMissingThenUnauthorized() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(fake.baseUrl() + "/v2/identify-user"))
                .POST(BodyPublishers.ofString("{\"userId\":\"a\"}")));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"Unauthorized\",\"message\":\"Missing secret key\"}");
  }

  @Test
  void identifyWhenKeyIsWrongThenForbidden() throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .request("/v2/identify-user")
                .setHeader("Authorization", "Bearer sk_other")
                .POST(BodyPublishers.ofString("{\"userId\":\"a\"}")));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("Forbidden").doesNotContain("sk_");
  }

  private static String withPattern(String pattern) {
    return "{\"userId\":\"a\",\"permissions\":{\"" + pattern + "\":[\"*:write\"]}}";
  }

  private static String withPatterns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"room" + i + "\":[\"*:write\"]")
        .collect(Collectors.joining(",", "{\"userId\":\"a\",\"permissions\":{", "}}"));
  }

  private static String token(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    Map<?, ?> body = TestClient.object(response);
    assertThat(body).hasSize(1);
    return String.valueOf(body.get("token"));
  }

  private static Map<?, ?> payload(String token) {
    String[] parts = token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts).allMatch(part -> part.matches("[A-Za-z0-9_-]+"));
    byte[] json = Base64.getUrlDecoder().decode(parts[1]);
    return TestClient.object(new String(json, StandardCharsets.UTF_8));
  }
}
