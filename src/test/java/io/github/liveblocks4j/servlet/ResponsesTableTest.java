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
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of responses, over HTTP, from the endpoint in a real Jetty. */
class ResponsesTableTest {

  private static final String ROOM = "{\"room\":\"acme:plans\"}";
  private static final String GATEWAY = "<html><title>Forbidden by policy</title></html>";

  // What the Liveblocks client 3.24.2 stops for.
  private static final Set<Integer> STOP_LIST =
      Set.of(400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451);

  private final CapturedLog log = new CapturedLog();

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(FakeLiveblocks.builder().secretKey("sk_dev_topsecret"));

  private final FakeLiveblocks fake = liveblocks.fake();
  private final Map<String, String> params = TestApp.settings(fake, "maxRetries", "0");
  private @Nullable RoomAuthorizer authorizer;

  @AfterEach
  void nothingLeaks() {
    log.close();
    assertThat(log.text()).doesNotContain("topsecret").doesNotContain("eyJ");
  }

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
  @CsvSource({"true, false", "true, true", "false, false"})
  void tokenWhenThereIsAnAuthorizerThenIsAnAccessToken(boolean hasAuthorizer, boolean room) {
    if (hasAuthorizer) {
      authorizer =
          (user, request) ->
              Session.none().allowPrefix("acme:", Permission.READ, Permission.COMMENTS_WRITE);
    }
    try (TestApp app = start()) {
      assertThat(app.post(room ? ROOM : "{}").statusCode()).isEqualTo(200);
    }
    String permissions = "\"permissions\":{\"acme:*\":[\"*:read\",\"comments:write\"]}";
    assertThat(sent())
        .startsWith(hasAuthorizer ? "/v2/authorize-user " : "/v2/identify-user ")
        .endsWith(hasAuthorizer ? "," + permissions + "}" : " {\"userId\":\"alice\"}");
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

  private static Arguments body(String body, ErrorResponse expected) {
    return Arguments.of("POST", "application/json", BodyPublishers.ofString(body), expected);
  }

  private static Arguments type(String type) {
    return Arguments.of(
        "POST", type, BodyPublishers.ofString(ROOM), ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
  }

  static Stream<Arguments> rejected() {
    String large = "{\"x\":\"" + "y".repeat(16 * 1024) + "\"}";
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    Stream<Arguments> bodies =
        Stream.of(
                "",
                "[]",
                "nonsense",
                "{\"room\":1}",
                "{\"room\":\"\"}",
                "{\"room\":[\"a\"]}",
                "{\"room\":\"a\"} trailing",
                "{\"room\":\"a\"",
                "{'room':'a'}",
                "{\"room\":\"" + "r".repeat(129) + "\"}",
                deep)
            .map(body -> body(body, ErrorResponse.INVALID_REQUEST));
    BodyPublisher noUtf8 =
        BodyPublishers.ofByteArray("{\"ÿ\":1}".getBytes(StandardCharsets.ISO_8859_1));
    BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString(large));
    Stream<Arguments> others =
        Stream.of(
            Arguments.of("POST", "application/json", noUtf8, ErrorResponse.INVALID_REQUEST),
            Arguments.of("POST", "application/json", chunked, ErrorResponse.REQUEST_TOO_LARGE),
            body(large, ErrorResponse.REQUEST_TOO_LARGE),
            type("text/plain"),
            type("application/json;charset=iso-8859-1"));
    Stream<Arguments> methods =
        Stream.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")
            .map(
                method ->
                    Arguments.of(
                        method,
                        "application/json",
                        BodyPublishers.noBody(),
                        ErrorResponse.METHOD_NOT_ALLOWED));
    return Stream.of(bodies, others, methods).flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void requestWhenItIsNotAsExpectedThenIsRejected(
      String method, String type, BodyPublisher body, ErrorResponse expected) {
    try (TestApp app = start()) {
      HttpResponse<String> response =
          app.send(app.request(TestApp.PATH, "Content-Type", type).method(method, body));

      assertError(response, expected);
      assertThat(response.headers().firstValue("Allow").isPresent())
          .isEqualTo(expected == ErrorResponse.METHOD_NOT_ALLOWED);
      assertThat(fake.requests()).isEmpty();
      assertThat(app.post(ROOM).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requestWhenItIsUnusualButValidThenIsServed() {
    try (TestApp app = start()) {
      for (String body :
          new String[] {
            "{}",
            "{\"room\":null}",
            "{\"requestedScope\":\"personal\",\"a\":[1,{\"b\":null}]}",
            "{\"room\":\"" + "r".repeat(128) + "\"}",
            "{\"x\":" + "[".repeat(50) + "]".repeat(50) + ",\"y\":\"" + "[".repeat(99) + "\"}"
          }) {
        assertThat(app.post(body).statusCode()).as(body).isEqualTo(200);
      }
    }
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

  @Test
  void tokenWhenTheKeyIsWrongThenTheLogSaysWhatToCheck() {
    params.put("secretKey", "sk_dev_topsecret_but_wrong");

    assertError(post(), ErrorResponse.SECRET_KEY_REJECTED);
    assertThat(log.at(Level.SEVERE))
        .singleElement()
        .asString()
        .contains("check the setting secretKey");
  }

  @Test
  void tokenWhenTheKeyIsMissingThenTheLogSaysHowToSetIt() {
    params.remove("secretKey");

    assertError(post(), ErrorResponse.MISCONFIGURED);
    assertThat(log.at(Level.SEVERE))
        .singleElement()
        .asString()
        .contains("no secret key is set", "LIVEBLOCKS_SECRET_KEY");
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
    assertThat(log.at(Level.SEVERE)).singleElement().asString().contains("\tat ", "database away");
  }
}
