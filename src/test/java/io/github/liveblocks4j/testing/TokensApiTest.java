package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensApiTest {

  private static final String IDENTIFY = "/v2/identify-user";
  private static final String AUTHORIZE = "/v2/authorize-user";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)));

  private final TestClient client = new TestClient(liveblocks.fake());

  @Test
  void identifyWhenEverythingIsGivenThenTokenHasIt() throws Exception {
    HttpResponse<String> response =
        client.post(
            IDENTIFY,
            """
            {"userId":"älice 🦊","groupIds":["g1","g2"],"organizationId":"acme",\
            "userInfo":{"name":"Ålice 🦊","n":1.5}}\
            """);

    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    Map<Object, Object> payload = payload(response);
    assertThat(String.valueOf(payload.remove("jti"))).hasSizeGreaterThan(16);
    assertThat(payload)
        .isEqualTo(
            Map.of(
                "k", "id",
                "pid", "fake",
                "uid", "älice 🦊",
                "gids", List.of("g1", "g2"),
                "ui", Map.of("name", "Ålice 🦊", "n", new BigDecimal("1.5")),
                "iat", BigDecimal.valueOf(NOW.getEpochSecond()),
                "exp", BigDecimal.valueOf(NOW.getEpochSecond() + 3600)));
  }

  @Test
  void authorizeWhenPermissionsAreValidThenTokenHasThem() throws Exception {
    Map<Object, Object> payload =
        payload(
            client.post(
                AUTHORIZE,
                """
                {"userId":"a","userInfo":{},"permissions":\
                {"acme:*":["*:read","comments:write"],"*":["room:write"]}}\
                """));

    assertThat(payload)
        .containsEntry("k", "acc")
        .containsEntry(
            "perms",
            Map.of("acme:*", List.of("*:read", "comments:write"), "*", List.of("room:write")));
  }

  @Test
  void authorizeWhenThereAreMoreThanTenOr128CharactersThenInvalid() throws Exception {
    assertThat(client.post(AUTHORIZE, withPatterns(10)).statusCode()).isEqualTo(200);
    assertThat(client.post(AUTHORIZE, withPatterns(11)).body())
        .isEqualTo(
            "{\"error\":\"Unprocessable Entity\",\"reason\":"
                + "\"Value at key 'permissions': Must have at most 10 room patterns\"}");
    String longest = "{\"userId\":\"a\",\"permissions\":{\"" + "a".repeat(128);
    assertThat(client.post(AUTHORIZE, longest + "*\":[\"*:write\"]}}").statusCode()).isEqualTo(200);
    assertThat(client.post(AUTHORIZE, longest + "a\":[\"*:write\"]}}").statusCode()).isEqualTo(422);
  }

  @Test
  void identifyWhenBodyIsNotUtf8ThenBadRequest() throws Exception {
    byte[] latin1 = "{\"userId\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    HttpRequest.Builder request = client.request(IDENTIFY).POST(BodyPublishers.ofByteArray(latin1));

    assertThat(client.send(request).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"Basic x, 401, Unauthorized, Missing", "Bearer sk_other, 403, Forbidden, Invalid"})
  void identifyWhenKeyIsMissingOrWrongThenRejected(
      String authorization, int status, String error, String message) throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .request(IDENTIFY)
                .setHeader("Authorization", authorization)
                .POST(BodyPublishers.ofString("{\"userId\":\"a\"}")));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestClient.object(response))
        .isEqualTo(Map.of("error", error, "message", message + " secret key"));
  }

  private static String withPatterns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"room" + i + "\":[\"*:write\"]")
        .collect(Collectors.joining(",", "{\"userId\":\"a\",\"permissions\":{", "}}"));
  }

  private static Map<Object, Object> payload(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(TestClient.object(response)).hasSize(1);
    String[] parts = String.valueOf(TestClient.object(response).get("token")).split("\\.", -1);
    assertThat(parts).hasSize(3).allMatch(part -> part.matches("[A-Za-z0-9_-]+"));
    byte[] json = Base64.getUrlDecoder().decode(parts[1]);
    return new HashMap<>(TestClient.object(new String(json, StandardCharsets.UTF_8)));
  }
}
