package io.github.liveblocks4j.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.hostile.RawRequest;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an endpoint has to do on every server, checked over HTTP. */
final class EndpointChecks {

  static final String WEBHOOK_SECRET = "whsec_" + "bWF0cml4".repeat(4);

  private static final String ALICE = "alice";

  private final ServletContainer container;
  private final WarKind war;
  private final FakeLiveblocks fake;

  EndpointChecks(ServletContainer container, WarKind war, FakeLiveblocks fake) {
    this.container = container;
    this.war = war;
    this.fake = fake;
  }

  /** Returns those for the web application, by their names. */
  Map<String, ThrowingCallable> all() {
    Map<String, ThrowingCallable> checks = new LinkedHashMap<>();
    if (war == WarKind.COMPLETE || war == WarKind.ACCESS) {
      checks.put("access token", this::accessToken);
    }
    if (war == WarKind.ACCESS) {
      return checks;
    }
    checks.put("ID token", this::idToken);
    checks.put("failures", this::failures);
    checks.put("lookups", this::lookups);
    checks.put("webhooks", this::webhooks);
    checks.put("slow bodies", () -> slowBodies(war.idTokens()));
    if (war == WarKind.FRAGMENT) {
      checks.put("slow upstream", this::slowUpstream);
    }
    if (war == WarKind.FRAGMENT || war == WarKind.STANDALONE) {
      checks.put("page's module", this::pageModule);
    }
    if (war == WarKind.COMPLETE) {
      checks.put("slow bodies at a filter", () -> slowBodies(WarKind.FILTERED));
      checks.put("login", this::login);
      checks.put("filter", this::filter);
      checks.put("filter without async", this::blocking);
      checks.put("env-entry", this::envEntry);
      checks.put("misconfigured", () -> assertError(WarKind.BROKEN, "{}", 503, "misconfigured"));
    }
    return checks;
  }

  private HttpRequest.Builder post(String path, String json) {
    return container.post(war.context(), path, json);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return container.send(request);
  }

  private HttpResponse<String> send(String path, String json, String user) throws Exception {
    return send(post(path, json).header("X-Test-User", user));
  }

  /** A request of alice's. */
  private void assertError(String path, String json, int status, String code) throws Exception {
    Responses.assertError(send(path, json, ALICE), status, code);
  }

  private RecordedRequest lastRequest() {
    List<RecordedRequest> requests = fake.requests();
    return requests.get(requests.size() - 1);
  }

  private void idToken() throws Exception {
    Responses.assertToken(send(war.idTokens(), "{\"room\":\"team:café\"}", ALICE));

    assertThat(lastRequest().path()).isEqualTo("/v2/identify-user");
    assertThat(lastRequest().header("Authorization")).contains("Bearer " + fake.secretKey());
    assertThat(lastRequest().header("User-Agent").orElse("none"))
        .matches("liveblocks-servlet/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(lastRequest().body())
        .isEqualTo("{\"userId\":\"alice\",\"userInfo\":{\"name\":\"Zoë alice\"}}");
  }

  private void accessToken() throws Exception {
    Responses.assertToken(send(war.accessTokens(), "{\"room\":\"team:1\"}", ALICE));

    assertThat(lastRequest().path()).isEqualTo("/v2/authorize-user");
    assertThat(lastRequest().body()).contains("\"permissions\":{\"team:*\":[\"*:write\"]}");
    assertError(war.accessTokens(), "{\"room\":\"other\"}", 403, "access_denied");
  }

  /** What a server could have error pages of its own for. */
  private void failures() throws Exception {
    Responses.assertError(send(post(war.idTokens(), "{}")), 401, "unauthenticated");
    Responses.assertError(
        send(post(war.idTokens(), "{}").header("Origin", "https://elsewhere.example")),
        403,
        "origin_not_allowed");

    HttpResponse<String> get = send(container.request(war.context(), war.idTokens()));
    Responses.assertError(get, 405, "method_not_allowed");
    assertThat(get.headers().firstValue("Allow")).contains("POST");

    fake.always(Failure.status(503));
    try {
      HttpResponse<String> away = send(war.idTokens(), "{}", ALICE);
      Responses.assertError(away, 503, "upstream_unavailable");
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
    } finally {
      fake.clearFailures();
    }
  }

  private void lookups() throws Exception {
    String ids = "{\"userIds\":[\"alice\",\"nobody\",\"bob\"]}";
    HttpResponse<String> found = send(war.directory(), ids, ALICE);

    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    Responses.assertHeaders(found);
    assertThat(found.body()).isEqualTo("[{\"name\":\"Zoë alice\"},null,{\"name\":\"Zoë bob\"}]");
    Responses.assertError(send(post(war.directory(), ids)), 401, "unauthenticated");
  }

  /** A delivery gets to the handler, and a forged one does not. */
  private void webhooks() throws Exception {
    WebhookSigner signer = WebhookSigner.of(WEBHOOK_SECRET);
    WebhookDelivery good = signer.event("roomCreated", Map.of("roomId", "plans"));
    HttpResponse<String> handled = send(delivery(good));
    assertThat(handled.statusCode()).as(handled.body()).isEqualTo(200);
    Responses.assertHeaders(handled);
    WebhookDelivery failing = signer.event("roomCreated", Map.of("roomId", "failing"));
    Responses.assertError(send(delivery(failing)), 500, "handler_failed");
    WebhookDelivery forged = WebhookSigner.of("whsec_" + "Zm9yZ2Vk".repeat(4)).sign(good.body());
    Responses.assertError(send(delivery(forged)), 401, "invalid_signature");
  }

  private HttpRequest.Builder delivery(WebhookDelivery delivery) {
    HttpRequest.Builder request = post(war.webhook(), delivery.body());
    delivery.headers().forEach(request::setHeader);
    return request;
  }

  /**
   * More visitors than the server has threads wait for Liveblocks at the same time. They come one
   * after the other: of bodies that are late, a busy machine makes too many.
   */
  private void slowUpstream() throws Exception {
    int visitors = 2 * ServletContainer.THREADS;
    while (fake.takeRequest(Duration.ZERO).isPresent()) {
      // Those of other checks.
    }
    CompletableFuture<Void> allAreWaiting = new CompletableFuture<>();
    fake.always(Failure.delayUntil(allAreWaiting));
    List<RawRequest> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < visitors; i++) {
        waiting.add(raw(war.idTokens(), "visitor" + i, "{}"));
        assertThat(fake.takeRequest(ServletContainer.DEADLINE)).as("call %d", i).isPresent();
      }
      for (RawRequest each : waiting) {
        assertThat(each.hasResponse()).isFalse();
      }
      allAreWaiting.complete(null);
      for (RawRequest each : waiting) {
        assertThat(each.response()).startsWith("HTTP/1.1 200").contains("{\"token\":\"");
      }
    } finally {
      fake.clearFailures();
      allAreWaiting.complete(null);
      for (RawRequest each : waiting) {
        each.close();
      }
    }
  }

  /**
   * Many visitors begin their bodies and do not go on; others, whose bodies come with their heads,
   * are served meanwhile. When a slow body's time is up, some servers respond themselves: 408.
   * WildFly closes the connection.
   */
  private void slowBodies(String path) throws Exception {
    String served = "(?s)HTTP/1.1 200 .*\\{\"token\":\".*";
    if (container instanceof LibertyContainer) { // It does not tell whether a body has arrived.
      served += "|(?s)HTTP/1.1 503 .*\"code\":\"busy\".*";
    }
    List<RawRequest> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        slow.add(raw(path, "raw", "{"));
      }
      for (int i = 0; i < 5; i++) {
        try (RawRequest good = raw(path, "raw", "{}")) {
          assertThat(good.response()).matches(served);
        }
      }
      if (war == WarKind.FRAGMENT) { // Once on each server: it takes the server's own timeout.
        assertThat(slow.get(0).response())
            .containsPattern(
                container instanceof WildFlyContainer
                    ? "^(HTTP/1.1 (408|503)|$)"
                    : "^HTTP/1.1 (408|503)");
      }
    } finally {
      for (RawRequest each : slow) {
        each.close();
      }
    }
  }

  /** Sends all or a part of a body of two bytes together with the head. */
  private RawRequest raw(String path, String user, String body) throws IOException {
    String head =
        """
        POST /%s%s HTTP/1.1
        Host: 127.0.0.1:%d
        Content-Type: application/json
        X-Test-User: %s
        Content-Length: 2

        """
            .formatted(war.context(), path, container.port(), user);
    return RawRequest.to(container.port()).send(head.replace("\n", "\r\n") + body);
  }

  /** The server's own static files: what it finds below META-INF/resources of the jar. */
  private void pageModule() throws Exception {
    String path = "/liveblocks-servlet/client.js";
    HttpResponse<String> response = send(container.request(war.context(), path));

    assertThat(response.statusCode()).isEqualTo(200);
    // Browsers run a module of no other type.
    assertThat(response.headers().firstValue("Content-Type").orElse("none"))
        .containsPattern("^(text|application)/(x-)?javascript");
    assertThat(response.body())
        .isEqualTo(Document.of("src/main/resources/META-INF/resources" + path).text());
  }

  /** The container's own login, with roles as groups. */
  private void login() throws Exception {
    assertThat(send(post(WarKind.LOGIN, "{}")).statusCode()).isEqualTo(401);

    String credentials = Base64.getEncoder().encodeToString("alice:alice".getBytes(UTF_8));
    Responses.assertToken(
        send(post(WarKind.LOGIN, "{}").header("Authorization", "Basic " + credentials)));
    assertThat(lastRequest().body())
        .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"designer\"]}");
  }

  /** A filter responds at its own path, and leaves the rest to a front controller. */
  private void filter() throws Exception {
    Responses.assertToken(send(WarKind.FILTERED, "{}", ALICE));
    Responses.assertError(send(post(WarKind.FILTERED, "{}")), 401, "unauthenticated");
    assertThat(send(post(WarKind.FRONT + "/more", "{}")).body()).isEqualTo("front controller: {}");
  }

  /** Behind a filter that does not support async, the endpoint works all the same. */
  private void blocking() throws Exception {
    fake.next(Failure.delay(Duration.ofMillis(100))); // Else there may be nothing to wait for.
    Responses.assertToken(send(WarKind.BLOCKING, "{}", ALICE));
  }

  /** Settings are found in JNDI. */
  private void envEntry() throws Exception {
    String body = "{\"more\":\"%s\"}".formatted("x".repeat(WarKind.MAX_BODY_BYTES));
    assertError(war.idTokens(), body, 400, "request_too_large");
  }
}
