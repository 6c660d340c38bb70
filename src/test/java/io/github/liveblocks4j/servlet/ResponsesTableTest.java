package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.internal.web.ErrorResponse;
import io.github.liveblocks4j.support.CapturedLog;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the answers table, over HTTP, from the endpoint in a real Jetty. */
class ResponsesTableTest {

  private static final String ROOM = "{\"room\":\"acme:plans\"}";

  // What the Liveblocks client 3.24.2 stops for.
  private static final Set<Integer> STOP_LIST =
      Set.of(400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451);

  private final CapturedLog log = new CapturedLog();

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().secretKey("sk_dev_topsecret"));

  private final FakeLiveblocks fake = liveblocks.fake();
  private final Map<String, String> params = new HashMap<>();

  @BeforeEach
  void point() {
    params.put("secretKey", fake.secretKey());
    params.put("baseUrl", fake.baseUrl().toString());
    params.put("maxRetries", "0");
  }

  @AfterEach
  void nothingLeaks() {
    log.close();
    assertThat(log.text()).doesNotContain("topsecret").doesNotContain("eyJ");
  }

  private HttpResponse<String> post(LiveblocksAuthServlet servlet) {
    try (TestApp app = TestApp.with(servlet, params)) {
      return app.post(ROOM);
    }
  }

  private static LiveblocksAuthServlet alice() {
    return new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice"));
  }

  private void assertResponse(HttpResponse<String> answer, int status, String error, String code) {
    assertThat(answer.body())
        .matches(
            "\\{\"error\":\"%s\",\"reason\":\"[^\"]+.*\",\"code\":\"%s\"}".formatted(error, code))
        .doesNotContain("topsecret")
        .doesNotContain("Exception")
        .doesNotContain("io.github");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type -> assertThat(type).isEqualToIgnoringCase("application/json;charset=utf-8"));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(STOP_LIST.contains(status)).isEqualTo(error.equals("forbidden"));
  }

  @Test
  void tokenWhenUserIsSignedIn() throws Exception {
    HttpResponse<String> answer = post(alice());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .matches("\\{\"token\":\"[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"}");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(fake.takeRequest(Duration.ofSeconds(5)))
        .hasValueSatisfying(
            asked -> {
              assertThat(asked.path()).isEqualTo("/v2/identify-user");
              assertThat(asked.body()).isEqualTo("{\"userId\":\"alice\"}");
            });
  }

  @Test
  void idTokenWhenThereIsNoAuthorizerThenEverythingKnownOfTheUserIsSent() throws Exception {
    post(
        new LiveblocksAuthServlet(
            request ->
                LiveblocksUser.of("zoë")
                    .groupIds("a", "b")
                    .organizationId("acme")
                    .userInfo(Map.of("name", "Zoë 🦊"))));

    assertThat(fake.takeRequest(Duration.ofSeconds(5)).orElseThrow().body())
        .isEqualTo(
            "{\"userId\":\"zoë\",\"groupIds\":[\"a\",\"b\"],\"organizationId\":\"acme\",\"userInfo\":{\"name\":\"Zoë 🦊\"}}");
  }

  @Test
  void accessTokenWhenThereIsAnAuthorizer() throws Exception {
    params.put("roomAuthorizer", AcmeReaders.class.getName());

    HttpResponse<String> answer = post(alice());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(fake.takeRequest(Duration.ofSeconds(5)))
        .hasValueSatisfying(
            asked -> {
              assertThat(asked.path()).isEqualTo("/v2/authorize-user");
              assertThat(asked.body())
                  .isEqualTo(
                      "{\"userId\":\"alice\",\"permissions\":{\"acme:*\":[\"*:read\",\"comments:write\"]}}");
            });
  }

  /** Grants the rooms of one tenant. */
  public static final class AcmeReaders implements RoomAuthorizer {
    @Override
    public Session authorize(LiveblocksUser user, AuthRequest request) {
      return Session.none().allowPrefix("acme:", Permission.READ, Permission.COMMENTS_WRITE);
    }
  }

  /** Lets nobody in. */
  public static final class Nothing implements RoomAuthorizer {
    @Override
    public Session authorize(LiveblocksUser user, AuthRequest request) {
      return Session.none();
    }
  }

  /** Lets in only somewhere else. */
  public static final class Elsewhere implements RoomAuthorizer {
    @Override
    public Session authorize(LiveblocksUser user, AuthRequest request) {
      return Session.none().allowPrefix("other:", Permission.WRITE);
    }
  }

  /** Denies by exception. */
  public static final class Denying implements RoomAuthorizer {
    @Override
    public Session authorize(LiveblocksUser user, AuthRequest request) {
      throw new AccessDeniedException("Your plan has no collaboration.");
    }
  }

  @Test
  void unauthenticatedWhenNobodyIsSignedIn() {
    assertResponse(
        post(new LiveblocksAuthServlet(request -> null)), 401, "forbidden", "unauthenticated");
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void accessDeniedWhenTheResolverDenies() {
    HttpResponse<String> answer =
        post(
            new LiveblocksAuthServlet(
                request -> {
                  throw new AccessDeniedException("Banned: \"spam\"\nsk_dev_topsecret");
                }));

    assertResponse(answer, 403, "forbidden", "access_denied");
    assertThat(answer.body()).contains("Banned: \\\"spam\\\" sk_***");
  }

  @ParameterizedTest
  @CsvSource({"true,false,true", "true,true,false", "false,false,false"})
  void accessTokenWhenTheRequestHasNoRoomThenADebugLineSaysWhatItCosts(
      boolean authorizer, boolean room, boolean logged) {
    if (authorizer) {
      params.put("roomAuthorizer", AcmeReaders.class.getName());
    }
    try (CapturedLog log = new CapturedLog();
        TestApp app = TestApp.with(alice(), params)) {
      assertThat(app.post(room ? ROOM : "{}").statusCode()).isEqualTo(200);

      assertThat(log.at(Level.FINE))
          .filteredOn(line -> line.contains("access token for a request without a room"))
          .hasSize(logged ? 1 : 0)
          .noneMatch(line -> line.contains("alice"));
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Nothing.class, Elsewhere.class, Denying.class})
  void accessDeniedWhenTheAuthorizerGrantsNothingForTheRoom(Class<?> authorizer) {
    params.put("roomAuthorizer", authorizer.getName());

    assertResponse(post(alice()), 403, "forbidden", "access_denied");
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void originNotAllowedWhenAForeignPageAsks() {
    try (TestApp app = TestApp.with(alice(), params)) {
      assertResponse(
          app.post(ROOM, "Origin", "https://evil.example"), 403, "forbidden", "origin_not_allowed");
      assertResponse(
          app.post(ROOM, "Sec-Fetch-Site", "cross-site"), 403, "forbidden", "origin_not_allowed");
    }
    assertThat(fake.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nonsense",
        "{\"room\":1}",
        "{\"room\":\"\"}",
        "{\"room\":[\"a\"]}",
        "{\"room\":\"a\"} trailing",
        "{\"room\":\"a\"",
        "{'room':'a'}"
      })
  void invalidRequestWhenTheBodyIsNotTheObjectExpected(String body) {
    try (TestApp app = TestApp.with(alice(), params)) {
      assertResponse(app.post(body), 400, "forbidden", "invalid_request");
      assertThat(app.post(ROOM).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void invalidRequestWhenTheRoomIsTooLong() {
    try (TestApp app = TestApp.with(alice(), params)) {
      assertResponse(
          app.post("{\"room\":\"" + "r".repeat(129) + "\"}"), 400, "forbidden", "invalid_request");
      assertThat(app.post("{\"room\":\"" + "r".repeat(128) + "\"}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void invalidRequestWhenTheBodyIsNestedTooDeep() {
    try (TestApp app = TestApp.with(alice(), params)) {
      String deep = "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
      assertResponse(app.post(deep), 400, "forbidden", "invalid_request");
      String shallow =
          "{\"x\":" + "[".repeat(50) + "]".repeat(50) + ",\"y\":\"" + "[".repeat(99) + "\"}";
      assertThat(app.post(shallow).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void invalidRequestWhenTheBodyIsNotUtf8() {
    try (TestApp app = TestApp.with(alice(), params)) {
      assertResponse(
          app.send(
              app.request(TestApp.PATH, "Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))),
          400,
          "forbidden",
          "invalid_request");
    }
  }

  @Test
  void requestTooLargeWhenTheBodyIsOverTheLimit() {
    try (TestApp app = TestApp.with(alice(), params)) {
      String body = "{\"x\":\"" + "y".repeat(16 * 1024) + "\"}";
      assertResponse(app.post(body), 400, "forbidden", "request_too_large");
      // Without a Content-Length nobody can tell beforehand.
      assertResponse(
          app.send(
              app.request(TestApp.PATH, "Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.fromPublisher(
                          HttpRequest.BodyPublishers.ofString(body)))),
          400,
          "forbidden",
          "request_too_large");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "application/json;charset=iso-8859-1",
        "multipart/form-data;application/json"
      })
  void unsupportedMediaTypeWhenTheBodyIsNotJson(String type) {
    try (TestApp app = TestApp.with(alice(), params)) {
      assertResponse(
          app.send(
              app.request(TestApp.PATH, "Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(ROOM))),
          400,
          "forbidden",
          "unsupported_media_type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\""})
  void tokenWhenTheMediaTypeIsJsonInOtherWords(String type) {
    try (TestApp app = TestApp.with(alice(), params)) {
      HttpResponse<String> answer =
          app.send(
              app.request(TestApp.PATH, "Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(ROOM)));
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tokenWhenTheRoomIsAbsentOrNullAndOtherMembersAreThere() {
    try (TestApp app = TestApp.with(alice(), params)) {
      for (String body :
          List.of(
              "{}",
              "{\"room\":null}",
              "{\"requestedScope\":\"personal\",\"a\":[1,{\"b\":null}]}")) {
        assertThat(app.post(body).statusCode()).as(body).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void methodNotAllowedWhenItIsNotPost(String method) {
    try (TestApp app = TestApp.with(alice(), params)) {
      HttpResponse<String> answer =
          app.send(app.request(TestApp.PATH).method(method, HttpRequest.BodyPublishers.noBody()));
      assertResponse(answer, 405, "forbidden", "method_not_allowed");
      assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }
  }

  @Test
  void resolverFailedWhenItThrows() {
    HttpResponse<String> answer =
        post(
            new LiveblocksAuthServlet(
                request -> {
                  throw new IllegalStateException("database away");
                }));

    assertResponse(answer, 500, "unavailable", "resolver_failed");
    assertThat(answer.body()).doesNotContain("database");
    assertThat(log.at(java.util.logging.Level.SEVERE))
        .singleElement()
        .asString()
        .contains("database away");
  }

  @Test
  void resolverFailedWhenUserInfoCannotBeWritten() {
    HttpResponse<String> answer =
        post(new LiveblocksAuthServlet(request -> LiveblocksUser.of("a").userInfo("just text")));

    assertResponse(answer, 500, "unavailable", "resolver_failed");
    assertThat(log.text()).contains("userInfo must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void identityRejectedWhenLiveblocksSaysSo(int status) {
    fake.next(
        Failure.status(status)
            .body(
                "{\"error\":\"INVALID\",\"message\":\"no: sk_dev_topsecret\",\"suggestion\":\"try\"}"));

    HttpResponse<String> answer = post(alice());

    assertResponse(answer, 422, "forbidden", "identity_rejected");
    assertThat(answer.body()).doesNotContain("INVALID");
    assertThat(log.text()).contains("INVALID").contains("no: sk_***").contains("suggestion: try");
  }

  @Test
  void secretKeyRejectedWhenItIsWrong() {
    params.put("secretKey", "sk_dev_topsecret_but_wrong");

    assertResponse(post(alice()), 502, "unavailable", "secret_key_rejected");
    assertThat(log.at(java.util.logging.Level.SEVERE))
        .singleElement()
        .asString()
        .contains("check the setting secretKey");
  }

  @Test
  void secretKeyRejectedWhenLiveblocksSays401() {
    fake.next(Failure.status(401));
    assertResponse(post(alice()), 502, "unavailable", "secret_key_rejected");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void upstreamUnavailableWhenLiveblocksIsInTrouble(int status) {
    fake.next(Failure.status(status));

    HttpResponse<String> answer = post(alice());

    assertResponse(answer, 503, "unavailable", "upstream_unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
  }

  @Test
  void upstreamUnavailableWhenRateLimitedThenRetryAfterIsPassedOn() {
    fake.next(Failure.status(429).header("Retry-After", "17"));

    HttpResponse<String> answer = post(alice());

    assertResponse(answer, 503, "unavailable", "upstream_unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("17");
  }

  @Test
  void upstreamUnavailableWhenTheConnectionBreaks() {
    fake.next(Failure.reset(), Failure.halfBody());
    assertResponse(post(alice()), 503, "unavailable", "upstream_unavailable");
    assertResponse(post(alice()), 503, "unavailable", "upstream_unavailable");
  }

  @Test
  void upstreamUnavailableWhenNobodyListens() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      params.put("baseUrl", "http://127.0.0.1:" + socket.getLocalPort());
    }
    assertResponse(post(alice()), 503, "unavailable", "upstream_unavailable");
  }

  @Test
  void upstreamTimeoutWhenLiveblocksHangs() {
    params.put("deadline", "200ms");
    fake.next(Failure.hang());

    assertResponse(post(alice()), 504, "unavailable", "upstream_timeout");
  }

  @Test
  void upstreamInvalidWhenTheAnswerIsNoToken() {
    fake.next(
        Failure.malformedBody(),
        Failure.status(200).body("{}"),
        Failure.status(200).body("{\"token\":\"\"}"),
        Failure.status(200).body("{\"token\":\"no jwt\"}"),
        Failure.status(200).body("{\"token\":17}"),
        Failure.redirect(URI.create("http://127.0.0.1:1/stolen")));

    try (TestApp app = TestApp.with(alice(), params)) {
      for (int i = 0; i < 6; i++) {
        assertResponse(app.post(ROOM), 502, "unavailable", "upstream_invalid");
      }
      assertThat(app.post(ROOM).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 404, 405, 407, 409, 410, 418})
  void upstreamInvalidWhenTheOperatorIsToBlame(int status) {
    fake.next(Failure.status(status));
    assertResponse(post(alice()), 502, "unavailable", "upstream_invalid");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 422})
  void upstreamInvalidWhenAGatewayRespondsInPlaceOfLiveblocks(int status) {
    fake.next(Failure.status(status).body("<html><title>Forbidden by policy</title></html>"));
    assertResponse(post(alice()), 502, "unavailable", "upstream_invalid");
    assertThat(log.text()).contains("Check the base URL (host 127.0.0.1)").contains("prox");
  }

  @Test
  void misconfiguredWhenTheKeyIsMissing() {
    params.remove("secretKey");

    assertResponse(post(alice()), 503, "unavailable", "misconfigured");
    assertThat(log.at(java.util.logging.Level.SEVERE))
        .singleElement()
        .asString()
        .contains("no secret key is set")
        .contains("LIVEBLOCKS_SECRET_KEY");
  }

  @ParameterizedTest
  @EnumSource(ErrorResponse.class)
  void everyAnswerStopsOrRetriesTheClientByItsStatus(ErrorResponse answer) {
    assertThat(STOP_LIST.contains(answer.status())).isEqualTo(answer.error().equals("forbidden"));
    assertThat(answer.code()).matches("[a-z_]+");
    assertThat(answer.reason()).endsWith(".").doesNotContain("Exception");
  }
}
