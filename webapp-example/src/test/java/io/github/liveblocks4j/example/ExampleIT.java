package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged WAR over HTTP, with the stand-in for Liveblocks behind it. */
class ExampleIT {

  private static RunningWar war;

  private final Browser browser = new Browser(war.url());

  @BeforeAll
  static void start() throws Exception {
    war = RunningWar.start(Map.of("example.live", "false"));
  }

  @AfterAll
  static void stop() {
    war.close();
  }

  @Test
  void requestTokenWhenSignedInThenTheTokenSaysWho() throws Exception {
    browser.signIn("ada");

    HttpResponse<String> response = browser.requestToken("{\"room\":\"example:archive\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject payload = payload(response);
    assertThat(payload.getString("k")).isEqualTo("id");
    assertThat(payload.getString("uid")).isEqualTo("ada");
    assertThat(payload.getJsonArray("gids"))
        .isEqualTo(Json.createArrayBuilder(List.of("designers")).build());
    assertThat(payload.getJsonObject("ui").getString("name")).isEqualTo("Ada Okafor");
    assertThat(payload.getJsonObject("ui").getString("color")).isEqualTo("#7346d1");
    assertThat(payload.getInt("exp")).isGreaterThan(payload.getInt("iat"));
  }

  @Test
  void requestTokenWhenSentTwiceThenTheTokensDiffer() throws Exception {
    browser.signIn("ben");

    assertThat(browser.requestToken("{}").body()).isNotEqualTo(browser.requestToken("{}").body());
  }

  @Test
  void requestTokenWhenNobodyIsSignedInThen401() throws Exception {
    assertRejected(browser.requestToken("{}"), 401, "unauthenticated");
  }

  @Test
  void requestTokenWhenSignedOutAgainThen401() throws Exception {
    browser.signIn("ada");
    browser.signOut();

    assertRejected(browser.requestToken("{}"), 401, "unauthenticated");
  }

  @Test
  void requestTokenWhenBarredThen403WithTheReason() throws Exception {
    browser.signIn("mallory");

    HttpResponse<String> response = browser.requestToken("{}");

    assertRejected(response, 403, "access_denied");
    assertThat(object(response).getString("reason"))
        .isEqualTo("Mallory Quint is signed in but barred from collaborating.");
  }

  @Test
  void signInWhenThereIsASessionAlreadyThenItsIdChanges() throws Exception {
    browser.signIn("ada");
    String before = sessionCookie().getValue();

    browser.signIn("ben");

    assertThat(sessionCookie().getValue()).isNotEqualTo(before);
    assertThat(object(browser.get("api/me")).getJsonObject("me").getString("id")).isEqualTo("ben");
  }

  @Test
  void signInWhenItSucceedsThenTheCookieIsOutOfReachForScriptsAndOtherSites() throws Exception {
    HttpResponse<String> response = browser.signIn("ada");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Lax");
  }

  @Test
  void signInWhenThereIsNoSuchPersonThen400() throws Exception {
    HttpResponse<String> response = browser.signIn("eve");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(object(response).getString("code")).isEqualTo("unknown_person");
    assertThat(browser.cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void signInWhenTheBrowserSaysAnotherSiteThen403(String site) throws Exception {
    HttpResponse<String> response = browser.signIn("ada", "Sec-Fetch-Site", site);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(browser.cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://", "%"})
  void signInWhenTheOriginIsAnotherThen403(String origin) throws Exception {
    assertThat(browser.signIn("ada", "Origin", origin).statusCode()).isEqualTo(403);
  }

  @Test
  void signInWhenTheOriginIsThisServerThen204() throws Exception {
    String origin = "http://" + war.url().getAuthority();

    assertThat(browser.signIn("ada", "Origin", origin).statusCode()).isEqualTo(204);
  }

  @Test
  void roomsWhenSomebodyIsSignedInThenEachHasTheirAccess() throws Exception {
    browser.signIn("chiara");

    JsonArray rooms = array(browser.get("api/rooms"));

    assertThat(rooms.getValuesAs(room -> room.asJsonObject().getString("access")))
        .containsExactly("write", "none", "read", "read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mallory"})
  void roomsWhenNobodyMayEnterThenNoneIsOpen(String person) throws Exception {
    if (!person.isEmpty()) {
      browser.signIn(person);
    }

    JsonArray rooms = array(browser.get("api/rooms"));

    assertThat(rooms.getValuesAs(room -> room.asJsonObject().getString("access")))
        .containsOnly("none");
  }

  @Test
  void meWhenNobodyIsSignedInThenThereAreOnlyThePeople() throws Exception {
    JsonObject body = object(browser.get("api/me"));

    assertThat(body.isNull("me")).isTrue();
    assertThat(body.getJsonArray("people")).hasSize(4);
  }

  @Test
  void backEndWhenItIsTheStandInThenThereAreNoRoomsToEnter() throws Exception {
    JsonObject body = object(browser.get("api/back-end"));

    assertThat(body.getString("kind")).isEqualTo("stand-in");
    assertThat(body.isNull("browserUrl")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api/me", "css/page.css", "js/page.js"})
  void getWhenAnythingIsServedThenItHasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> response = browser.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
  }

  @Test
  void pageWhenServedThenItHasNothingInline() throws Exception {
    String page = browser.get("").body();

    assertThat(page)
        .contains("A demo of the auth endpoint.")
        .doesNotContain("<style", " style=", " onclick=");
    assertThat(page.split("<script", -1)).hasSize(3);
    assertThat(page.split("<script[^>]* src=\"js/", -1)).hasSize(3);
  }

  @Test
  void getWhenTheResponseIsJsonThenNoCacheKeepsIt() throws Exception {
    assertThat(browser.get("api/me").headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  private HttpCookie sessionCookie() {
    assertThat(browser.cookies()).hasSize(1);
    return browser.cookies().get(0);
  }

  private static void assertRejected(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(object(response).getString("code")).isEqualTo(code);
  }

  private static JsonObject payload(HttpResponse<String> response) {
    String token = object(response).getString("token");
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return object(new String(payload, StandardCharsets.UTF_8));
  }

  private static JsonObject object(HttpResponse<String> response) {
    return object(response.body());
  }

  private static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  private static JsonArray array(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray();
    }
  }
}
