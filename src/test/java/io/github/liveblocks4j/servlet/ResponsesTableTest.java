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
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every row of the table of responses, over HTTP, from the endpoint in a real Jetty; those about
 * the request itself are in {@code HostileSocketTest}.
 */
class ResponsesTableTest {

  private static final String ROOM = "{\"room\":\"acme:plans\"}";
  private static final String GATEWAY = "<html><title>Forbidden by policy</title></html>";

  // What the Liveblocks client 3.24.2 stops for.
  private static final Set<Integer> STOP_LIST =
      Set.of(400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451);

  /** That no key or token is in it, the scan of all tests sees. */
  @AutoClose private final CapturedLog log = new CapturedLog();

  @AutoClose
  private final FakeLiveblocks fake =
      FakeLiveblocks.builder().secretKey("sk_dev_topsecret").start();

  private final Map<String, String> params = TestApp.settings(fake, "maxRetries", "0");
  private @Nullable RoomAuthorizer authorizer;

  /** Resolves as the header says. */
  private static LiveblocksUser resolve(AuthRequest request) {
    return switch (Objects.requireNonNullElse(request.http().getHeader("X-Test"), "alice")) {
      case "denied" -> throw new AccessDeniedException("Banned: \"spam\"\nsk_dev_topsecret");
      case "broken" -> throw new IllegalStateException("database away");
      case "text" -> LiveblocksUser.of("alice").userInfo("just text");
      case "zoe" ->
          LiveblocksUser.of("zoë")
              .groupIds("a", "b")
              .organizationId("acme")
              .userInfo(Map.of("name", "Zoë 🦊"));
      default -> LiveblocksUser.of("alice");
    };
  }

  private TestApp start() {
    return TestApp.with(
        new LiveblocksAuthServlet(
            request -> "none".equals(request.http().getHeader("X-Test")) ? null : resolve(request)),
        params,
        context -> context.setAttribute(RoomAuthorizer.class.getName(), authorizer));
  }

  private HttpResponse<String> post(String... headers) {
    try (TestApp app = start()) {
      return app.post(ROOM, headers);
    }
  }

  private String sent() {
    return fake.requests().get(0).path() + " " + fake.requests().get(0).body();
  }

  private static void assertError(HttpResponse<String> response, ErrorResponse expected) {
    assertThat(response.body())
        .matches(
            "\\{\"error\":\"%s\",\"reason\":\"[^\"]+.*\",\"code\":\"%s\"}"
                .formatted(expected.error(), expected.code()))
        .doesNotContain("topsecret", "Exception", "io.github", "INVALID", "database");
    assertThat(response.statusCode()).isEqualTo(expected.status());
    assertHeaders(response);
  }

  private static void assertHeaders(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("application/json;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  /** The invariant: denials stop the client, what can pass does not. */
  @ParameterizedTest
  @EnumSource(ErrorResponse.class)
  void errorWhenItIsADenialThenItsStatusStopsTheClient(ErrorResponse response) {
    assertThat(STOP_LIST.contains(response.status()))
        .isEqualTo(response.error().equals("forbidden"));
    assertThat(response.code()).matches("[a-z_]+");
    assertThat(response.reason()).endsWith(".").doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alice | {'userId':'alice'}",
        "zoe | {'userId':'zoë','groupIds':['a','b'],'organizationId':'acme','userInfo':{'name':'Zoë"
            + " 🦊'}}"
      })
  void tokenWhenThereIsNoAuthorizerThenIsAnIdToken(String user, String sent) {
    HttpResponse<String> response = post("X-Test", user);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .matches("\\{\"token\":\"[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"}");
    assertHeaders(response);
    assertThat(sent()).isEqualTo("/v2/identify-user " + sent.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOM, "{}"})
  void tokenWhenThereIsAnAuthorizerThenIsAnAccessToken(String body) {
    authorizer =
        (user, request) ->
            Session.none().allowPrefix("acme:", Permission.READ, Permission.COMMENTS_WRITE);
    try (TestApp app = start()) {
      assertThat(app.post(body).statusCode()).isEqualTo(200);
    }
    assertThat(sent())
        .startsWith("/v2/authorize-user ")
        .endsWith(",\"permissions\":{\"acme:*\":[\"*:read\",\"comments:write\"]}}");
  }

  static Stream<RoomAuthorizer> denying() {
    return Stream.of(
        (user, request) -> Session.none(),
        (user, request) -> Session.none().allowPrefix("other:", Permission.WRITE),
        (user, request) -> {
          throw new AccessDeniedException("Your plan has no collaboration.");
        });
  }

  @ParameterizedTest
  @MethodSource("denying")
  void tokenWhenTheAuthorizerGrantsNothingThenIsDenied(RoomAuthorizer denying) {
    authorizer = denying;

    assertError(post(), ErrorResponse.ACCESS_DENIED);
    assertThat(fake.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none, UNAUTHENTICATED, 'unauthenticated, status 401, '",
    "denied, ACCESS_DENIED, 'access_denied, status 403, '",
    "broken, RESOLVER_FAILED, database away",
    "text, RESOLVER_FAILED, userInfo must be a JSON object"
  })
  void tokenWhenTheResolverDoesSoThenItsResponse(
      String user, ErrorResponse expected, String logged) {
    HttpResponse<String> response = post("X-Test", user);

    assertError(response, expected);
    assertThat(response.body().contains("Banned: \\\"spam\\\" sk_***"))
        .isEqualTo(user.equals("denied"));
    assertThat(fake.requests()).isEmpty();
    assertThat(log.text()).contains(logged);
  }

  /** Pages of other back ends send {@code roomId}, which is no room here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"roomId\":\"plans\"} | 1",
        "{\"room\":\"plans\",\"roomId\":\"plans\"} | 0",
        "{} | 0"
      })
  void tokenWhenThePageSendsRoomIdThenTheLogSaysSo(String body, int lines) {
    try (TestApp app = start()) {
      assertThat(app.post(body).statusCode()).isEqualTo(200);
    }
    assertThat(log.at(Level.FINE))
        .filteredOn(line -> line.contains("sent roomId instead of room"))
        .hasSize(lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "team:*"})
  void roomWhenItIsAPatternThenInvalidForAccessTokensAlone(String room) {
    String body = "{\"room\":\"" + room + "\"}";
    try (TestApp app = start()) {
      assertThat(app.post(body).statusCode()).isEqualTo(200);
    }
    authorizer =
        (user, request) -> Session.none().allow(request.room().orElseThrow(), Permission.WRITE);
    try (TestApp app = start()) {
      assertError(app.post(body), ErrorResponse.INVALID_REQUEST);
    }
    assertThat(log.at(Level.SEVERE)).isEmpty();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
            rows(ErrorResponse.SECRET_KEY_REJECTED, null, 401),
            rows(ErrorResponse.UPSTREAM_UNAVAILABLE, null, 408, 429, 500, 502, 503, 504),
            rows(ErrorResponse.UPSTREAM_INVALID, null, 402, 404, 405, 407, 409, 410, 418),
            rows(ErrorResponse.UPSTREAM_INVALID, GATEWAY, 400, 401, 403, 404, 407, 422),
            rows(
                ErrorResponse.IDENTITY_REJECTED,
                "{\"error\":\"INVALID\",\"message\":\"no:"
                    + " sk_dev_topsecret\",\"suggestion\":\"try\"}",
                400,
                422),
            Stream.of("{}", "{\"token\":\"\"}", "{\"token\":\"no jwt\"}", "{\"token\":17}")
                .flatMap(body -> rows(ErrorResponse.UPSTREAM_INVALID, body, 200)),
            Stream.of(
                Arguments.of(Failure.malformedBody(), ErrorResponse.UPSTREAM_INVALID),
                Arguments.of(
                    Failure.redirect(URI.create("http://127.0.0.1:1/stolen")),
                    ErrorResponse.UPSTREAM_INVALID),
                Arguments.of(Failure.reset(), ErrorResponse.UPSTREAM_UNAVAILABLE),
                Arguments.of(Failure.halfBody(), ErrorResponse.UPSTREAM_UNAVAILABLE)))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> rows(
      ErrorResponse expected, @Nullable String body, int... statuses) {
    return Arrays.stream(statuses)
        .mapToObj(
            status -> {
              var failure = Failure.status(status);
              return Arguments.of(body == null ? failure : failure.body(body), expected);
            });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tokenWhenLiveblocksRespondsSoThenItsResponse(Failure failure, ErrorResponse expected) {
    fake.next(failure);

    HttpResponse<String> response = post();

    assertError(response, expected);
    assertThat(log.text()).contains(expected.code() + ", status " + expected.status() + ", ");
    assertThat(response.headers().firstValue("Retry-After").orElse(""))
        .isEqualTo(expected == ErrorResponse.UPSTREAM_UNAVAILABLE ? "2" : "");
    if (expected == ErrorResponse.IDENTITY_REJECTED) {
      assertThat(log.text()).contains("INVALID", "no: sk_***", "suggestion: try");
    }
  }

  @Test
  void tokenWhenLiveblocksLimitsTheRateThenRetryAfterIsPassedOn() {
    fake.next(Failure.status(429).header("Retry-After", "17"));

    assertThat(post().headers().firstValue("Retry-After")).hasValue("17");
  }

  @Test
  void tokenWhenLiveblocksHangsThenTimesOut() {
    params.put("deadline", "200ms");
    fake.next(Failure.hang());

    assertError(post(), ErrorResponse.UPSTREAM_TIMEOUT);
  }

  @ParameterizedTest
  @CsvSource({
    "sk_dev_topsecret_but_wrong, SECRET_KEY_REJECTED, check the setting secretKey",
    "'', MISCONFIGURED, LIVEBLOCKS_SECRET_KEY"
  })
  void tokenWhenTheKeyIsWrongOrMissingThenTheLogSaysWhatToDo(
      String key, ErrorResponse expected, String logged) {
    params.put("secretKey", key);

    assertError(post(), expected);
    assertThat(log.only(Level.SEVERE)).contains(logged);
  }

  @Test
  void errorWhenItRepeatsThenOneLineIsLogged() {
    fake.always(Failure.status(503));
    try (TestApp app = start()) {
      for (int i = 0; i < 50; i++) {
        assertError(app.post(ROOM), ErrorResponse.UPSTREAM_UNAVAILABLE);
        assertError(app.post(ROOM, "X-Test", "broken"), ErrorResponse.RESOLVER_FAILED);
      }
    }
    assertThat(log.at(Level.WARNING))
        .filteredOn(line -> line.contains("responded 503 upstream_unavailable"))
        .hasSize(1);
    assertThat(log.only(Level.SEVERE)).contains("\tat ", "database away");
  }
}
