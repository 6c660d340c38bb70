package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.RecordedRequest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms are shared over HTTP: the packaged WAR, with a stand-in for Liveblocks that we script. */
class SharingIT {

  private static final String ARCHIVE = "example:archive";
  private static final int MOST_WAITING = 6;

  private static FakeLiveblocks liveblocks;
  private static Liveblocks client;
  private static RunningWar war;

  private final Browser ada = new Browser(war.url());
  private final Browser ben = new Browser(war.url());

  @BeforeAll
  static void start() throws Exception {
    liveblocks = FakeLiveblocks.start();
    client =
        Liveblocks.builder()
            .secretKey(liveblocks.secretKey())
            .baseUrl(liveblocks.baseUrl().toString())
            .build();
    war = startWar();
  }

  private static RunningWar startWar() throws Exception {
    return RunningWar.start(
        Map.of(
            "liveblocks.secretKey", liveblocks.secretKey(),
            "liveblocks.baseUrl", liveblocks.baseUrl().toString()));
  }

  @AfterAll
  static void stop() {
    war.close();
    client.close();
    liveblocks.close();
  }

  @BeforeEach
  void signIn() throws Exception {
    ada.signIn("ada");
    ben.signIn("ben");
  }

  @AfterEach
  void restoreRooms() throws Exception {
    liveblocks.clearFailures();
    ExampleRooms.all().forEach(room -> client.rooms().delete(room.id()));
    new HouseRooms(client.rooms()).create();
  }

  @Test
  void startWhenTheRoomsWereNotThereThenTheyHaveOwnersAndAccesses() {
    for (ExampleRoom example : ExampleRooms.all()) {
      assertThat(client.rooms().get(example.id()).accesses()).isEqualTo(example.accesses());
      assertThat(client.rooms().get(example.id()).metadata().text("owner"))
          .hasValue(example.owner());
    }
  }

  @Test
  void startWhenARoomHasNoOwnerYetThenItGetsOneAndKeepsTheRest() throws Exception {
    client.rooms().delete(ARCHIVE);
    client.rooms().create(NewRoom.of(ARCHIVE).metadata("title", "Cellar"));

    new HouseRooms(client.rooms()).create();

    assertThat(client.rooms().get(ARCHIVE).metadata().entries())
        .isEqualTo(Map.of("title", "Cellar", "owner", "ben"));
    assertThat(client.rooms().get(ARCHIVE).accesses().defaultAccesses()).isEmpty();
  }

  @Test
  void getWhenOwnerThenEveryLineWithWhatIsStatedAndWhatComesOut() throws Exception {
    HttpResponse<String> response = ben.get("api/accesses?room=example:boiler-room");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .startsWith("{\"everyone\":\"none\",\"groups\":[{\"id\":\"designers\",\"stated\":null}")
        .contains("{\"id\":\"engineers\",\"stated\":\"write\"}")
        .contains(
            "{\"id\":\"chiara\",\"stated\":\"read\",\"access\":\"read\",\"reason\":\"Chiara Rossi"
                + " may read, by name.\"}")
        .contains(
            "{\"id\":\"ben\",\"stated\":null,\"access\":\"write\",\"reason\":\"All engineers may"
                + " edit.\"}");
  }

  @Test
  void postWhenOwnerThenLiveblocksGetsJustTheChange() throws Exception {
    HttpResponse<String> response =
        ben.changeAccesses(
            ARCHIVE,
            "{\"everyone\":\"none\",\"groups\":{\"designers\":\"write\"},\"people\":{\"ben\":null,\"chiara\":\"read\"}}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(updates())
        .last()
        .extracting(RecordedRequest::body)
        .isEqualTo(
            "{\"defaultAccesses\":[],\"groupsAccesses\":{\"designers\":[\"*:write\"]},\"usersAccesses\":{\"ben\":null,\"chiara\":[\"*:read\"]}}");
    assertThat(ada.get("api/rooms").body()).contains("All designers may edit.");
    assertThat(client.rooms().get(ARCHIVE).accesses().usersAccesses()).containsOnlyKeys("chiara");
  }

  @Test
  void postWhenOwnerThenThoseInTheRoomAreTold() throws Exception {
    ben.changeAccesses(ARCHIVE, "{\"everyone\":\"none\"}");

    RecordedRequest last = liveblocks.requests().get(liveblocks.requests().size() - 1);
    assertThat(last.path()).isEqualTo("/v2/rooms/example%3Aarchive/broadcast-event");
    assertThat(last.body()).isEqualTo("{\"type\":\"access-changed\"}");
  }

  @Test
  void anythingWhenAStrangerThen403AndNothingChanges() throws Exception {
    int before = updates().size();

    assertRejected(ada.get("api/accesses?room=" + ARCHIVE), 403, "not_the_owner");
    assertRejected(
        ada.changeAccesses(ARCHIVE, "{\"people\":{\"ada\":\"write\"}}"), 403, "not_the_owner");
    assertThat(updates()).hasSize(before);
  }

  @Test
  void anythingWhenSignedOutThen401() throws Exception {
    ben.signOut();

    assertRejected(ben.get("api/accesses?room=" + ARCHIVE), 401, "unauthenticated");
    assertRejected(ben.changeAccesses(ARCHIVE, "{\"everyone\":\"read\"}"), 401, "unauthenticated");
    assertRejected(ben.get("api/changes?after=1"), 401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void postWhenFromAnotherSiteThen403AndNothingChanges(String site) throws Exception {
    int before = updates().size();

    assertRejected(
        ben.changeAccesses(ARCHIVE, "{\"everyone\":\"write\"}", "Sec-Fetch-Site", site),
        403,
        "origin_not_allowed");
    assertThat(updates()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                        | The body must be a JSON object.",
        "{                         | The body must be a JSON object.",
        "[]                        | The body must be a JSON object.",
        "{} {}                     | The body must be a JSON object.",
        "{}                        | The body changes nothing.",
        "{\"everybody\":\"read\"}  | Unknown member: everybody.",
        "{\"everyone\":null}       | The access of everyone must be none, read or write.",
        "{\"everyone\":\"*:read\"} | The access of everyone must be none, read or write.",
        "{\"everyone\":[\"read\"]} | The access of everyone must be none, read or write.",
        "{\"groups\":null}         | groups must be a JSON object.",
        "{\"groups\":{\"\":null}}  | There is no group .",
        "{\"groups\":{\"cats\":\"read\"}}   | There is no group cats.",
        "{\"people\":{\"eve\":\"read\"}}    | There is nobody with the id eve.",
        "{\"people\":{\"ada\":true}}        | The access of ada must be none, read or write.",
      })
  void postWhenTheBodyIsNotAChangeThen400SaysWhy(String body, String reason) throws Exception {
    HttpResponse<String> response = ben.changeAccesses(ARCHIVE, body);

    assertRejected(response, 400, "invalid_request");
    assertThat(response.body()).contains(reason);
  }

  @Test
  void postWhenTheBodyIsNestedDeeplyThen400() throws Exception {
    assertRejected(
        ben.changeAccesses(ARCHIVE, "{\"groups\":" + "[".repeat(4_000)), 400, "invalid_request");
  }

  @Test
  void postWhenTheBodyIsTooLargeOrNoJsonThenItIsNotRead() throws Exception {
    assertRejected(ben.changeAccesses(ARCHIVE, " ".repeat(4_097)), 413, "request_too_large");
    assertRejected(
        ben.post("api/accesses?room=" + ARCHIVE, "text/plain", "{\"everyone\":\"read\"}"),
        415,
        "unsupported_media_type");
  }

  @Test
  void anythingWhenTheRoomIsNoneOfTheExampleThen404() throws Exception {
    client.rooms().create(NewRoom.of("payroll").metadata("owner", "ben"));

    assertRejected(ben.get("api/accesses?room=payroll"), 404, "unknown_room");
    assertRejected(ben.changeAccesses("payroll", "{\"everyone\":\"read\"}"), 404, "unknown_room");
    assertRejected(ben.get("api/accesses"), 400, "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({"403, 502, liveblocks_refused", "503, 503, liveblocks_unavailable"})
  void anythingWhenLiveblocksFailsThenTheResponseHidesItsBody(int upstream, int status, String code)
      throws Exception {
    liveblocks.always(Failure.status(upstream).body("{\"message\":\"inner workings\"}"));

    for (HttpResponse<String> response :
        List.of(
            ben.changeAccesses(ARCHIVE, "{\"everyone\":\"read\"}"),
            ben.get("api/accesses?room=" + ARCHIVE),
            ben.get("api/rooms"))) {
      assertRejected(response, status, code);
      assertThat(response.body()).doesNotContain("inner", "sk_", "Exception", "io.github");
    }
  }

  @Test
  void nextRevisionWhenTheOwnerSharesThenTheOtherHearsOfItAndSeesIt() throws Exception {
    String known = revision(ada);
    CompletableFuture<HttpResponse<String>> news = ada.nextRevision(known);

    ben.changeAccesses(ARCHIVE, "{\"people\":{\"ada\":\"write\"}}");

    assertThat(body(news)).contains("\"revision\":").doesNotContain(known);
    assertThat(ada.get("api/rooms").body()).contains("Ada Okafor may edit, by name.");
  }

  @Test
  void nextRevisionWhenTheChangeCameBeforeTheQuestionThenItIsNotLost() throws Exception {
    String known = revision(ada);
    ben.changeAccesses(ARCHIVE, "{\"people\":{\"ada\":\"write\"}}");

    assertThat(body(ada.nextRevision(known))).doesNotContain(known);
  }

  @Test
  void nextRevisionWhenTooManyWaitInASessionThenTheOldestIsSentAway() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> requests = tooManyRequests(ada);

    ben.changeAccesses(ARCHIVE, "{\"people\":{\"ada\":\"write\"}}");

    for (CompletableFuture<HttpResponse<String>> request : requests) {
      request.get(10, TimeUnit.SECONDS);
    }
    assertThat(requests)
        .extracting(request -> request.join().statusCode())
        .containsOnly(200, 429)
        .containsOnlyOnce(429);
  }

  @Test
  void nextRevisionWhenTheApplicationEndsThenNobodyIsLeftWaiting() throws Exception {
    try (RunningWar other = startWar()) {
      Browser visitor = new Browser(other.url());
      visitor.signIn("ada");
      List<CompletableFuture<HttpResponse<String>>> requests = tooManyRequests(visitor);

      other.undeploy();

      for (CompletableFuture<HttpResponse<String>> request : requests) {
        request.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void nextRevisionWhenClientsDisconnectThenTheOthersGetTheChange() throws Exception {
    Browser chiara = new Browser(war.url());
    chiara.signIn("chiara");
    String known = revision(ada);
    CompletableFuture<HttpResponse<String>> news = ada.nextRevision(known);
    try (LogRecords log = new LogRecords()) {
      for (int i = 0; i < MOST_WAITING; i++) {
        disconnectWhileWaiting(chiara, known);
      }

      assertThat(ben.changeAccesses(ARCHIVE, "{\"people\":{\"ada\":\"write\"}}").statusCode())
          .isEqualTo(200);

      assertThat(body(news)).contains("\"revision\":").doesNotContain(known);
      assertThat(log.lines()).noneMatch(line -> line.contains("Exception"));
    }
  }

  /** Sends a request for changes and resets the connection. */
  private static void disconnectWhileWaiting(Browser browser, String known) throws Exception {
    try (Socket socket = new Socket(war.url().getHost(), war.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/changes?after=%s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n"
                  .formatted(known, war.url().getAuthority(), browser.cookies().get(0))
                  .getBytes(StandardCharsets.US_ASCII));
      // By then the server has read the request, most likely; the test holds either way.
      browser.get("api/me");
      socket.setSoLinger(true, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday"})
  void nextRevisionWhenNoRevisionIsNamedThen400(String after) throws Exception {
    assertRejected(ada.get("api/changes?after=" + after), 400, "invalid_request");
  }

  /** When one has been sent away, all others have arrived and wait. */
  private static List<CompletableFuture<HttpResponse<String>>> tooManyRequests(Browser browser)
      throws Exception {
    String known = revision(browser);
    List<CompletableFuture<HttpResponse<String>>> requests =
        Stream.generate(() -> browser.nextRevision(known)).limit(MOST_WAITING + 1).toList();
    CompletableFuture.anyOf(requests.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    return requests;
  }

  private static String revision(Browser browser) throws Exception {
    return browser.get("api/rooms").headers().firstValue("Revision").orElseThrow();
  }

  private static String body(CompletableFuture<HttpResponse<String>> news) throws Exception {
    return news.get(10, TimeUnit.SECONDS).body();
  }

  private static List<RecordedRequest> updates() {
    return liveblocks.requests().stream()
        .filter(request -> request.method().equals("POST"))
        .filter(request -> request.path().startsWith("/v2/rooms/"))
        .filter(request -> !request.path().endsWith("/broadcast-event"))
        .toList();
  }

  private static void assertRejected(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":\"" + code + "\"", "\"reason\":\"");
  }
}
