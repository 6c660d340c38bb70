package io.github.liveblocks4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.hostile.HostileRequest;
import io.github.liveblocks4j.support.hostile.RawResponses;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint has to do on every server, checked over HTTP. */
final class EndpointChecks {

  static final String WEBHOOK_SECRET = "whsec_" + "bWF0cml4".repeat(4);

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int VISITORS = 30;

  private final EndpointClient client;
  private final Server server;
  private final ServletContainer container;
  private final WarKind war;
  private final FakeLiveblocks fake;

  EndpointChecks(Server server, ServletContainer container, WarKind war, FakeLiveblocks fake) {
    this.server = server;
    this.container = container;
    this.client = new EndpointClient(container, war);
    this.war = war;
    this.fake = fake;
  }

  void idToken() throws Exception {
    HttpResponse<String> response =
        client.send(
            client.post(war.idTokens(), "{\"room\":\"team:café\"}").header("X-Test-User", "alice"));

    Responses.assertToken(response, "id");
    RecordedRequest sent = lastRequest();
    assertThat(sent.path()).isEqualTo("/v2/identify-user");
    assertThat(sent.header("Authorization")).contains("Bearer " + fake.secretKey());
    assertThat(sent.body())
        .isEqualTo("{\"userId\":\"alice\",\"userInfo\":{\"name\":\"Zoë alice\"}}");
  }

  void accessToken() throws Exception {
    HttpResponse<String> response =
        client.send(
            client.post(war.accessTokens(), "{\"room\":\"team:1\"}").header("X-Test-User", "bob"));

    Responses.assertToken(response, "acc");
    RecordedRequest sent = lastRequest();
    assertThat(sent.path()).isEqualTo("/v2/authorize-user");
    assertThat(Responses.json(sent.body()).getJsonObject("permissions"))
        .isEqualTo(Responses.json("{\"team:*\":[\"*:write\"]}"));
    Responses.assertError(
        client.send(
            client.post(war.accessTokens(), "{\"room\":\"other\"}").header("X-Test-User", "bob")),
        403,
        "access_denied");
  }

  void failures() throws Exception {
    HttpRequest.Builder nobody = client.post(war.idTokens(), "{}");
    Responses.assertError(client.send(nobody), 401, "unauthenticated");

    HttpRequest.Builder banned = client.post(war.idTokens(), "{}").header("X-Test-User", "banned");
    assertThat(Responses.assertError(client.send(banned), 403, "access_denied").getString("reason"))
        .isEqualTo("You are banned.");

    HttpRequest.Builder foreign =
        client
            .post(war.idTokens(), "{}")
            .header("X-Test-User", "alice")
            .header("Origin", "https://elsewhere.example");
    Responses.assertError(client.send(foreign), 403, "origin_not_allowed");

    HttpRequest.Builder nonsense =
        client.post(war.idTokens(), "{\"room\":").header("X-Test-User", "alice");
    Responses.assertError(client.send(nonsense), 400, "invalid_request");

    HttpResponse<String> get = client.send(container.request(war.context(), war.idTokens()));
    Responses.assertError(get, 405, "method_not_allowed");
    assertThat(get.headers().firstValue("Allow")).contains("POST");

    fake.always(Failure.status(503));
    try {
      HttpResponse<String> away =
          client.send(client.post(war.idTokens(), "{}").header("X-Test-User", "alice"));
      Responses.assertError(away, 503, "upstream_unavailable");
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
    } finally {
      fake.clearFailures();
    }
  }

  /** People by id, for those who are signed in. */
  void lookups() throws Exception {
    String ids = "{\"userIds\":[\"alice\",\"stranger\",\"bob\"]}";
    HttpResponse<String> found =
        client.send(client.post(war.directory(), ids).header("X-Test-User", "alice"));
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    Responses.assertHeaders(found);
    assertThat(found.body()).isEqualTo("[{\"name\":\"Zoë alice\"},null,{\"name\":\"Zoë bob\"}]");

    Responses.assertError(client.send(client.post(war.directory(), ids)), 401, "unauthenticated");
  }

  /** A delivery is handled; a second time it is not, and a forged one never is. */
  void webhooks() throws Exception {
    WebhookSigner signer = WebhookSigner.of(WEBHOOK_SECRET);
    WebhookDelivery good = signer.event("roomCreated", Map.of("roomId", "plans"));
    assertHandled(client.send(delivery(good)));
    assertHandled(client.send(delivery(signer.sign(good.id(), good.body()))));

    WebhookDelivery refused = signer.event("roomCreated", Map.of("roomId", "refused"));
    Responses.assertError(client.send(delivery(refused)), 500, "handler_failed");
    Responses.assertError(client.send(delivery(refused)), 500, "handler_failed");

    WebhookDelivery forged = WebhookSigner.of("whsec_" + "Zm9yZ2Vk".repeat(4)).sign(good.body());
    Responses.assertError(client.send(delivery(forged)), 401, "invalid_signature");
  }

  private HttpRequest.Builder delivery(WebhookDelivery delivery) {
    HttpRequest.Builder request = client.post(war.webhook(), delivery.body());
    delivery.headers().forEach(request::setHeader);
    return request;
  }

  private static void assertHandled(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Responses.assertHeaders(response);
    assertThat(response.body()).isEqualTo("{}");
  }

  /** More visitors than the server has threads, and all of them wait at the same time. */
  void slowUpstream() throws Exception {
    fake.always(Failure.delay(SLOW));
    try {
      long begun = System.nanoTime();
      List<HttpResponse<String>> responses =
          client.sendAll(
              VISITORS,
              i -> client.post(war.idTokens(), "{}").header("X-Test-User", "visitor" + i));
      for (HttpResponse<String> response : responses) {
        Responses.assertToken(response, "id");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(SLOW, SLOW.multipliedBy(2).plusSeconds(1));
    } finally {
      fake.clearFailures();
    }
  }

  /** The server's own static files: what it finds below META-INF/resources of the jar. */
  void pageModule() throws Exception {
    String path = "/liveblocks-servlet/client.js";
    HttpResponse<String> response = client.send(container.request(war.context(), path));

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
      Responses.assertToken(
          client.send(client.post(war.idTokens(), "{}").header("X-Test-User", request.name())),
          "id");
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
    assertThat(client.send(client.post(WarKind.LOGIN, "{}")).statusCode()).isEqualTo(401);

    Responses.assertToken(client.send(basic("alice")), "id");
    assertThat(lastRequest().body())
        .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");

    Responses.assertToken(client.send(basic("bob")), "id");
    assertThat(Responses.json(lastRequest().body()).getString("userId")).isEqualTo("bob");
    assertThat(lastRequest().body()).doesNotContain("designer");
  }

  /** A filter takes its own path and nothing else away from a front controller. */
  void filter() throws Exception {
    Responses.assertToken(
        client.send(client.post(WarKind.FILTERED, "{}").header("X-Test-User", "alice")), "id");
    Responses.assertError(client.send(client.post(WarKind.FILTERED, "{}")), 401, "unauthenticated");
    assertThat(client.send(client.post(WarKind.FRONT + "/more", "{}")).body())
        .isEqualTo("front controller: {}");
  }

  /** Behind a filter that does not support async, the endpoint works all the same. */
  void blocking() throws Exception {
    fake.always(Failure.delay(Duration.ofMillis(100))); // Else there may be nothing to wait for.
    try {
      for (int i = 0; i < 2; i++) {
        Responses.assertToken(
            client.send(client.post(WarKind.BLOCKING, "{}").header("X-Test-User", "alice")), "id");
      }
    } finally {
      fake.clearFailures();
    }
  }

  void misconfigured() throws Exception {
    Responses.assertError(client.send(client.post(WarKind.BROKEN, "{}")), 503, "misconfigured");
  }

  /** Settings are found in JNDI. */
  void envEntry() throws Exception {
    String body = "{\"more\":\"%s\"}".formatted("x".repeat(WarKind.MAX_BODY_BYTES));
    Responses.assertError(
        client.send(client.post(war.idTokens(), body).header("X-Test-User", "alice")),
        400,
        "request_too_large");
  }

  /** What is at the jar's own path of an application that declares its endpoints itself. */
  int statusAtDefaultPath() throws Exception {
    return client.send(client.post("/api/liveblocks-auth", "{}")).statusCode();
  }

  private HttpRequest.Builder basic(String user) {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    return client.post(WarKind.LOGIN, "{}").header("Authorization", "Basic " + credentials);
  }

  private RecordedRequest lastRequest() {
    List<RecordedRequest> requests = fake.requests();
    return requests.get(requests.size() - 1);
  }
}
