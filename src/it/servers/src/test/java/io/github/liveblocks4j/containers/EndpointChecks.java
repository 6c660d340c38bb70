package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an endpoint has to do on every server, checked over HTTP. */
final class EndpointChecks {

  static final String WEBHOOK_SECRET = "whsec_" + "bWF0cml4".repeat(4);

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int VISITORS = 30;
  private static final int SLOW_VISITORS = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Server server;
  private final ServletContainer container;
  private final WarKind war;
  private final FakeLiveblocks fake;

  EndpointChecks(Server server, ServletContainer container, WarKind war, FakeLiveblocks fake) {
    this.server = server;
    this.container = container;
    this.war = war;
    this.fake = fake;
  }

  /**
   * Beans use the request's scope also when the body came late. Where the server does not activate
   * it, the first such request of each endpoint fails, and later ones are read as before Servlet
   * 3.1.
   */
  void requestScope() throws Exception {
    for (String path : List.of(war.idTokens(), war.accessTokens(), war.directory())) {
      if (server.has(Server.Trait.LOSES_REQUEST_SCOPE)) {
        assertThat(late(path)).startsWith("HTTP/1.1 500").contains("\"code\":\"resolver_failed\"");
      }
      assertThat(late(path)).startsWith("HTTP/1.1 200");
    }
  }

  private String late(String path) throws IOException {
    String body =
        path.equals(war.directory()) ? "{\"userIds\":[\"alice\"]}" : "{\"room\":\"team:1\"}";
    try (SlowVisitor visitor = SlowVisitor.posting(container, war.context(), path, body.length())) {
      visitor.pause();
      visitor.send(body);
      return visitor.response();
    }
  }

  void idToken() throws Exception {
    HttpResponse<String> response =
        send(post(war.idTokens(), "{\"room\":\"team:café\"}").header("X-Test-User", "alice"));

    assertToken(response, "id");
    RecordedRequest sent = lastRequest();
    assertThat(sent.path()).isEqualTo("/v2/identify-user");
    assertThat(sent.header("Authorization")).contains("Bearer " + fake.secretKey());
    assertThat(sent.body())
        .isEqualTo("{\"userId\":\"alice\",\"userInfo\":{\"name\":\"Zoë alice\"}}");
  }

  void accessToken() throws Exception {
    HttpResponse<String> response =
        send(post(war.accessTokens(), "{\"room\":\"team:1\"}").header("X-Test-User", "bob"));

    assertToken(response, "acc");
    RecordedRequest sent = lastRequest();
    assertThat(sent.path()).isEqualTo("/v2/authorize-user");
    assertThat(json(sent.body()).getJsonObject("permissions"))
        .isEqualTo(json("{\"team:*\":[\"*:write\"]}"));
    assertError(
        send(post(war.accessTokens(), "{\"room\":\"other\"}").header("X-Test-User", "bob")),
        403,
        "access_denied");
  }

  void failures() throws Exception {
    HttpRequest.Builder nobody = post(war.idTokens(), "{}");
    assertError(send(nobody), 401, "unauthenticated");

    HttpRequest.Builder banned = post(war.idTokens(), "{}").header("X-Test-User", "banned");
    assertThat(assertError(send(banned), 403, "access_denied").getString("reason"))
        .isEqualTo("You are banned.");

    HttpRequest.Builder foreign =
        post(war.idTokens(), "{}")
            .header("X-Test-User", "alice")
            .header("Origin", "https://elsewhere.example");
    assertError(send(foreign), 403, "origin_not_allowed");

    HttpRequest.Builder nonsense =
        post(war.idTokens(), "{\"room\":").header("X-Test-User", "alice");
    assertError(send(nonsense), 400, "invalid_request");

    HttpResponse<String> get = send(container.request(war.context(), war.idTokens()));
    assertError(get, 405, "method_not_allowed");
    assertThat(get.headers().firstValue("Allow")).contains("POST");

    fake.always(Failure.status(503));
    try {
      HttpResponse<String> away = send(post(war.idTokens(), "{}").header("X-Test-User", "alice"));
      assertError(away, 503, "upstream_unavailable");
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
    } finally {
      fake.clearFailures();
    }
  }

  /** People by id, for those who are signed in. */
  void lookups() throws Exception {
    String ids = "{\"userIds\":[\"alice\",\"stranger\",\"bob\"]}";
    HttpResponse<String> found = send(post(war.directory(), ids).header("X-Test-User", "alice"));
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertHeaders(found);
    assertThat(found.body()).isEqualTo("[{\"name\":\"Zoë alice\"},null,{\"name\":\"Zoë bob\"}]");

    assertError(send(post(war.directory(), ids)), 401, "unauthenticated");
  }

  /** A delivery is handled; a second time it is not, and a forged one never is. */
  void webhooks() throws Exception {
    WebhookSigner signer = WebhookSigner.of(WEBHOOK_SECRET);
    WebhookDelivery good = signer.event("roomCreated", Map.of("roomId", "plans"));
    assertHandled(send(delivery(good)));
    assertHandled(send(delivery(signer.sign(good.id(), good.body()))));

    WebhookDelivery refused = signer.event("roomCreated", Map.of("roomId", "refused"));
    assertError(send(delivery(refused)), 500, "handler_failed");
    assertError(send(delivery(refused)), 500, "handler_failed");

    WebhookDelivery forged = WebhookSigner.of("whsec_" + "Zm9yZ2Vk".repeat(4)).sign(good.body());
    assertError(send(delivery(forged)), 401, "invalid_signature");
  }

  private HttpRequest.Builder delivery(WebhookDelivery delivery) {
    HttpRequest.Builder request = post(war.webhook(), delivery.body());
    delivery.headers().forEach(request::setHeader);
    return request;
  }

  private static void assertHandled(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertHeaders(response);
    assertThat(response.body()).isEqualTo("{}");
  }

  /** More visitors than the server has threads, and all of them wait at the same time. */
  void slowUpstream() throws Exception {
    fake.always(Failure.delay(SLOW));
    try {
      long begun = System.nanoTime();
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        responses.add(
            http.sendAsync(
                post(war.idTokens(), "{}").header("X-Test-User", "visitor" + i).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
      }
      for (CompletableFuture<HttpResponse<String>> response : responses) {
        assertToken(response.join(), "id");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(SLOW, SLOW.multipliedBy(2).plusSeconds(1));
    } finally {
      fake.clearFailures();
    }
  }

  /**
   * More visitors than the server has threads send their bodies byte by byte, and keep nobody
   * waiting. They time out; one who is late, but in time, gets a token.
   */
  void slowBodies(String path) throws Exception {
    List<SlowVisitor> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_VISITORS; i++) {
        slow.add(SlowVisitor.posting(container, war.context(), path, 10));
        slow.get(i).send("{");
      }
      for (int i = 0; i < 5; i++) {
        for (SlowVisitor visitor : slow.subList(1, SLOW_VISITORS)) {
          visitor.trickle();
        }
        assertToken(
            send(post(path, "{}").header("X-Test-User", "alice").timeout(Duration.ofSeconds(1))),
            "id");
      }
      assertThat(slow.get(0).response())
          .startsWith("HTTP/1.1 408")
          .contains("\"code\":\"request_timeout\"");
      try (SlowVisitor late = SlowVisitor.posting(container, war.context(), path, 2)) {
        late.pause();
        late.send("{}");
        assertThat(late.response()).startsWith("HTTP/1.1 200").contains("{\"token\":\"");
      }
    } finally {
      for (SlowVisitor visitor : slow) {
        visitor.close();
      }
    }
  }

  /** The server's own static files: what it finds below META-INF/resources of the jar. */
  void pageModule() throws Exception {
    String path = "/liveblocks-servlet/client.js";
    HttpResponse<String> response = send(container.request(war.context(), path));

    assertThat(response.statusCode()).isEqualTo(200);
    // Browsers run a module of no other type.
    assertThat(response.headers().firstValue("Content-Type").orElse("none"))
        .containsPattern("^(text|application)/(x-)?javascript");
    assertThat(response.body())
        .isEqualTo(Document.of("src/main/resources/META-INF/resources" + path).text());
  }

  /** The same requests as in the library's own tests; what the container refuses is its affair. */
  void hostileRequests() throws Exception {
    List<String> wrong = new ArrayList<>();
    String path = "/" + war.context() + war.idTokens();
    for (HostileRequest request : HostileRequest.all()) {
      int calls = fake.requests().size();
      RawResponses responses = RawResponses.to(request, container.port(), path);
      String complaint = complaint(request, responses);
      int called = fake.requests().size() - calls;
      if (complaint == null && called != responses.tokens() && !request.isServedUnseen(called)) {
        complaint = "Liveblocks was called for it";
      }
      if (complaint != null) {
        wrong.add("%s: %s:%n%s".formatted(request.name(), complaint, responses.text()));
      }
      // One user each, for a user has a limit.
      assertToken(send(post(war.idTokens(), "{}").header("X-Test-User", request.name())), "id");
    }
    assertThat(wrong).isEmpty();
  }

  private @Nullable String complaint(HostileRequest request, RawResponses responses) {
    if (responses.fromEndpoint() > 1) {
      return "more than one response";
    }
    boolean lenient = Leniency.of(server, request.name());
    if (responses.statuses().stream()
            .anyMatch(status -> status >= 500 && status != 501 && status != 505)
        && (!lenient || responses.fromEndpoint() > 0)) {
      return "a failure of the server";
    }
    if (responses.text().contains("io.github.liveblocks4j")
        || (responses.fromEndpoint() > 0 && responses.showsInside())) {
      return "shows a class or a stack trace";
    }
    if (lenient) {
      return null;
    }
    return switch (request.expected()) {
      case "any" -> null;
      case "token" -> responses.tokens() == 1 ? null : "no token";
      case "container", "denied" -> responses.tokens() == 0 ? null : "a token";
      default ->
          responses.tokens() == 0 && List.of(request.expected()).containsAll(responses.codes())
              ? null
              : "not " + request.expected();
    };
  }

  /** The container's own login, with roles as groups. */
  void login() throws Exception {
    assertThat(send(post(WarKind.LOGIN, "{}")).statusCode()).isEqualTo(401);

    assertToken(send(basic("alice")), "id");
    assertThat(lastRequest().body())
        .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");

    assertToken(send(basic("bob")), "id");
    assertThat(json(lastRequest().body()).getString("userId")).isEqualTo("bob");
    assertThat(lastRequest().body()).doesNotContain("designer");
  }

  /** A filter takes its own path and nothing else away from a front controller. */
  void filter() throws Exception {
    assertToken(send(post(WarKind.FILTERED, "{}").header("X-Test-User", "alice")), "id");
    assertError(send(post(WarKind.FILTERED, "{}")), 401, "unauthenticated");
    assertThat(send(post(WarKind.FRONT + "/more", "{}")).body()).isEqualTo("front controller: {}");
  }

  /** Behind a filter that does not support async, the endpoint works all the same. */
  void blocking() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertToken(send(post(WarKind.BLOCKING, "{}").header("X-Test-User", "alice")), "id");
    }
  }

  void misconfigured() throws Exception {
    assertError(send(post(WarKind.BROKEN, "{}")), 503, "misconfigured");
  }

  /** Settings are found in JNDI. */
  void envEntry() throws Exception {
    String body = "{\"more\":\"%s\"}".formatted("x".repeat(WarKind.MAX_BODY_BYTES));
    assertError(
        send(post(war.idTokens(), body).header("X-Test-User", "alice")), 400, "request_too_large");
  }

  /** What is at the jar's own path of an application that declares its endpoints itself. */
  int statusAtDefaultPath() throws Exception {
    return send(post("/api/liveblocks-auth", "{}")).statusCode();
  }

  private HttpRequest.Builder basic(String user) {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    return post(WarKind.LOGIN, "{}").header("Authorization", "Basic " + credentials);
  }

  private HttpRequest.Builder post(String path, String json) {
    return container.post(war.context(), path, json);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private RecordedRequest lastRequest() {
    List<RecordedRequest> requests = fake.requests();
    return requests.get(requests.size() - 1);
  }

  private static void assertToken(HttpResponse<String> response, String kind) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertHeaders(response);
    JsonObject body = json(response.body());
    assertThat(body.keySet()).containsExactly("token");
    String claims = body.getString("token").split("\\.", -1)[1];
    assertThat(
            json(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .getString("k"))
        .isEqualTo(kind);
  }

  private static JsonObject assertError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertHeaders(response);
    JsonObject body = json(response.body());
    assertThat(body.getString("code")).isEqualTo(code);
    assertThat(body.getString("error")).isEqualTo(status < 500 ? "forbidden" : "unavailable");
    return body;
  }

  private static void assertHeaders(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    // No session: any node of a cluster can respond. (Liberty's login sets a cookie of its own.)
    assertThat(response.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .containsIgnoringCase("application/json");
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
