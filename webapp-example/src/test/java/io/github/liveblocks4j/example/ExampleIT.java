package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.example.RunningWar.Visitor;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.WebhookDelivery;
import io.github.liveblocks4j.testing.WebhookSigner;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged WAR over HTTP, with the stand-in for Liveblocks in it. */
class ExampleIT {

  private static final String SQUARE = "api/accesses?room=example:town-square";
  private static final String WEBHOOK = "api/liveblocks-webhook";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private RunningWar war;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    war = new RunningWar(Map.of());
    visitor = war.visitor();
  }

  @AfterEach
  void stop() {
    war.close();
  }

  private Visitor signIn(String person) throws Exception {
    visitor.post("sign-in", "person=" + person);
    return visitor;
  }

  @Test
  void requestTokenWhenSignedInThenItSaysWho() throws Exception {
    String token = text(signIn("ada").requestToken(), "/token");

    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    JsonStructure claims = json(new String(payload, StandardCharsets.UTF_8));
    assertThat(text(claims, "/uid")).isEqualTo("ada");
    assertThat(text(claims, "/gids/0")).isEqualTo("designers");
    assertThat(text(claims, "/ui/name")).isEqualTo("Ada Okafor");
  }

  @Test
  void requestTokenWhenSignedOutOrBarredThenRejected() throws Exception {
    assertFailure(visitor.requestToken(), 401, "unauthenticated");

    assertFailure(signIn("mallory").requestToken(), 403, "access_denied");

    visitor.post("sign-out", "");
    assertFailure(visitor.requestToken(), 401, "unauthenticated");
  }

  @Test
  void signInWhenDoneThenTheCookieIsNewAndProtected() throws Exception {
    String first = visitor.post("sign-in", "person=ada").headers().firstValue("Set-Cookie").get();
    String second = visitor.post("sign-in", "person=ben").headers().firstValue("Set-Cookie").get();

    assertThat(first).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    assertThat(second.split(";", 2)[0]).isNotEqualTo(first.split(";", 2)[0]);
    assertThat(text(visitor.get("api/state"), "/me/id")).isEqualTo("ben");
    assertFailure(visitor.post("sign-in", "person=eve"), 400, "unknown_person");
  }

  @Test
  void postWhenFromAnotherSiteThen403() throws Exception {
    signIn("ada");
    String[][] headers = {
      {"Sec-Fetch-Site", "cross-site"},
      {"Sec-Fetch-Site", "same-site"},
      {"Origin", "https://evil.example"},
      {"Origin", "null"},
      {"Origin", "http://"},
      {"Origin", "%"}
    };
    for (String[] header : headers) {
      for (String path : new String[] {"sign-in", "sign-out", SQUARE, "api/test-webhook"}) {
        assertFailure(visitor.post(path, "person=ben", header), 403, "origin_not_allowed");
      }
    }
    assertThat(text(visitor.get("api/state"), "/me/id")).isEqualTo("ada");

    String origin = "http://" + war.url().getAuthority();
    assertThat(visitor.post("sign-out", "", "Origin", origin).statusCode()).isEqualTo(204);
  }

  @Test
  void roomsWhenListedThenEachHasTheAccess() throws Exception {
    Map<String, String> accesses =
        Map.of(
            "eve", "none none none none",
            "ada", "write write read none",
            "ben", "write read write write",
            "chiara", "write none read read",
            "mallory", "none none none none");
    for (Map.Entry<String, String> person : accesses.entrySet()) {
      visitor = war.visitor();
      HttpResponse<String> rooms = signIn(person.getKey()).get("api/state");

      assertThat(all(rooms, "/rooms", "/access/level"))
          .as(person.getKey())
          .isEqualTo(person.getValue());
    }
  }

  @Test
  void shareWhenOwnRoomThenOthersHaveTheAccess() throws Exception {
    signIn("ada").post(SQUARE, "level=everyone&id=&access=none");
    visitor.post(SQUARE, "level=group&id=engineers&access=write");
    visitor.post(SQUARE, "level=person&id=chiara&access=write");
    HttpResponse<String> response = visitor.post(SQUARE, "level=person&id=ben&access=read");

    assertThat(text(response, "/4/result/reason")).isEqualTo("Nothing grants access.");
    assertThat(text(response, "/5/result/reason")).isEqualTo("Ben Lindqvist may read, by name.");
    assertThat(all(response, "", "/stated")).isEqualTo("none none write none none read write none");

    visitor.post(SQUARE, "level=person&id=ben&access=none");
    assertThat(text(visitor.get(SQUARE), "/5/result/reason")).isEqualTo("All engineers may edit.");
  }

  @Test
  void shareWhenNotTheOwnerThenRejected() throws Exception {
    assertFailure(visitor.get(SQUARE), 401, "unauthenticated");
    assertFailure(signIn("ben").get(SQUARE), 403, "not_the_owner");
    assertFailure(visitor.post(SQUARE, "level=everyone&id=&access=none"), 403, "not_the_owner");
    assertFailure(visitor.get("api/accesses?room=another"), 404, "unknown_room");
  }

  @Test
  void shareWhenTheLineIsInvalidThen400() throws Exception {
    signIn("ada");
    String[] forms = {
      "level=everyone&id=&access=admin",
      "level=group&id=unknown&access=read",
      "level=person&id=eve&access=read",
      "level=all&id=&access=read",
      "level=everyone&access=read",
      ""
    };
    for (String form : forms) {
      assertFailure(visitor.post(SQUARE, form), 400, "invalid_request");
    }
  }

  @Test
  void webhookWhenItArrivesTwiceThenItIsListedOnce() throws Exception {
    JsonObject signed = json(signIn("ada").post("api/test-webhook", "").body()).asJsonObject();
    JsonObject headers = signed.getJsonObject("headers");
    Map<String, String> texts =
        headers.keySet().stream().collect(Collectors.toMap(name -> name, headers::getString));
    WebhookDelivery delivery =
        new WebhookDelivery(headers.getString("webhook-id"), texts, signed.getString("body"));

    assertThat(delivery.postTo(war.url().resolve(WEBHOOK))).isBetween(200, 299);
    assertThat(delivery.postTo(war.url().resolve(WEBHOOK))).isBetween(200, 299);

    assertThat(all(visitor.get("api/state"), "/webhooks", "/type")).isEqualTo("commentCreated");
    assertThat(all(visitor.get("api/state"), "/webhooks", "/by")).isEqualTo("ada");
    visitor.post(SQUARE, "level=everyone&id=&access=none");
    assertThat(all(visitor.get("api/state"), "/webhooks", "/id")).as("of a closed room").isEmpty();
  }

  @Test
  void startWhenThereIsASecretKeyThenNoStandIn() throws Exception {
    try (FakeLiveblocks project = FakeLiveblocks.start();
        RunningWar real =
            new RunningWar(
                Map.of(
                    "liveblocks.secretKey", project.secretKey(),
                    "liveblocks.baseUrl", project.baseUrl().toString(),
                    "liveblocks.webhookSecret", SECRET))) {
      visitor = real.visitor();
      WebhookDelivery delivery =
          WebhookSigner.of(SECRET).event("userLeft", Map.of("roomId", "example:archive"));

      assertThat(signIn("ben").get("api/state").body()).contains("\"standIn\":false");
      assertThat(all(visitor.get("api/state"), "/rooms", "/owner")).isEqualTo("ada ada ben ben");
      assertFailure(visitor.post("api/test-webhook", ""), 404, "no_test");
      assertThat(delivery.postTo(real.url().resolve(WEBHOOK))).isBetween(200, 299);
      assertThat(delivery.postTo(war.url().resolve(WEBHOOK))).as("another secret").isEqualTo(401);
    }
  }

  @Test
  void startWhenTheSecretKeyIsMalformedThen503() throws Exception {
    try (RunningWar wrong = new RunningWar(Map.of("liveblocks.secretKey", "pk_wrong"))) {
      visitor = wrong.visitor();

      assertFailure(signIn("ben").requestToken(), 503, "misconfigured");
      assertFailure(visitor.get("api/state"), 503, "misconfigured");
      assertThat(visitor.get("").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void getWhenServedThenItHasTheSecurityHeaders() throws Exception {
    for (String path : new String[] {"", "api/state", "style.css", "js/page.js"}) {
      var headers = visitor.get(path).headers();

      assertThat(headers.firstValue("Content-Security-Policy"))
          .hasValue(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                  + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    }
    assertThat(visitor.get("api/state").headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  private static void assertFailure(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(text(response, "/code")).isEqualTo(code);
  }

  /** Returns what a JSON pointer leads to, in each element of an array. */
  private static String all(HttpResponse<String> response, String array, String pointer) {
    return json(response.body()).getValue(array).asJsonArray().stream()
        .map(element -> text(element.asJsonObject(), pointer))
        .collect(Collectors.joining(" "));
  }

  private static String text(HttpResponse<String> response, String pointer) {
    return text(json(response.body()), pointer);
  }

  private static String text(JsonStructure json, String pointer) {
    return ((JsonString) json.getValue(pointer)).getString();
  }

  private static JsonStructure json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }
}
