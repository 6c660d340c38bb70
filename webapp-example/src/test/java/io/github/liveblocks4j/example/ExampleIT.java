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
  void askForTokenWhenSignedInThenTheTokenSaysWho() throws Exception {
    browser.signIn("ada");

    HttpResponse<String> answer = browser.askForToken("{\"room\":\"example:archive\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject payload = payload(answer);
    assertThat(payload.getString("k")).isEqualTo("id");
    assertThat(payload.getString("uid")).isEqualTo("ada");
    assertThat(payload.getJsonArray("gids"))
        .isEqualTo(Json.createArrayBuilder(List.of("designers")).build());
    assertThat(payload.getJsonObject("ui").getString("name")).isEqualTo("Ada Okafor");
    assertThat(payload.getJsonObject("ui").getString("color")).isEqualTo("#7346d1");
    assertThat(payload.getInt("exp")).isGreaterThan(payload.getInt("iat"));
  }

  @Test
  void askForTokenWhenAskedTwiceThenTheTokensDiffer() throws Exception {
    browser.signIn("ben");

    assertThat(browser.askForToken("{}").body()).isNotEqualTo(browser.askForToken("{}").body());
  }

  @Test
  void askForTokenWhenNobodyIsSignedInThen401() throws Exception {
    assertRefused(browser.askForToken("{}"), 401, "unauthenticated");
  }

  @Test
  void askForTokenWhenSignedOutAgainThen401() throws Exception {
    browser.signIn("ada");
    browser.signOut();

    assertRefused(browser.askForToken("{}"), 401, "unauthenticated");
  }

  @Test
  void askForTokenWhenBarredThen403WithTheReason() throws Exception {
    browser.signIn("mallory");

    HttpResponse<String> answer = browser.askForToken("{}");

    assertRefused(answer, 403, "access_denied");
    assertThat(object(answer).getString("reason"))
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
    HttpResponse<String> answer = browser.signIn("ada");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Lax");
  }

  @Test
  void signInWhenThereIsNoSuchPersonThen400() throws Exception {
    HttpResponse<String> answer = browser.signIn("eve");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(object(answer).getString("code")).isEqualTo("unknown_person");
    assertThat(browser.cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void signInWhenTheBrowserSaysAnotherSiteThen403(String site) throws Exception {
    HttpResponse<String> answer = browser.signIn("ada", "Sec-Fetch-Site", site);

    assertThat(answer.statusCode()).isEqualTo(403);
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
    JsonObject answer = object(browser.get("api/me"));

    assertThat(answer.isNull("me")).isTrue();
    assertThat(answer.getJsonArray("people")).hasSize(4);
  }

  @Test
  void backEndWhenItIsTheStandInThenThereAreNoRoomsToEnter() throws Exception {
    JsonObject answer = object(browser.get("api/back-end"));

    assertThat(answer.getString("kind")).isEqualTo("stand-in");
    assertThat(answer.isNull("browserUrl")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api/me", "css/page.css", "js/page.js"})
  void getWhenAnythingIsServedThenItHasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
  }

  @Test
  void pageWhenServedThenItHasNothingInline() throws Exception {
    String page = browser.get("").body();

    assertThat(page)
        .contains("Who’s at the door?")
        .doesNotContain("<style", " style=", " onclick=");
    assertThat(page.split("<script", -1)).hasSize(3);
    assertThat(page.split("<script[^>]* src=\"js/", -1)).hasSize(3);
  }

  @Test
  void getWhenAnsweredAsJsonThenNoCacheKeepsIt() throws Exception {
    assertThat(browser.get("api/me").headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  private HttpCookie sessionCookie() {
    assertThat(browser.cookies()).hasSize(1);
    return browser.cookies().get(0);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(object(answer).getString("code")).isEqualTo(code);
  }

  private static JsonObject payload(HttpResponse<String> answer) {
    String token = object(answer).getString("token");
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return object(new String(payload, StandardCharsets.UTF_8));
  }

  private static JsonObject object(HttpResponse<String> answer) {
    return object(answer.body());
  }

  private static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  private static JsonArray array(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readArray();
    }
  }
}
