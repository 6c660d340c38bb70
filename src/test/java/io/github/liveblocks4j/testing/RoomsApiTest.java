package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsApiTest {

  @RegisterExtension
  final FakeLiveblocksExtension liveblocks =
      new FakeLiveblocksExtension(
          FakeLiveblocks.builder()
              .clock(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC)));

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

  @Test
  void createWhenNewThenReturnsTheRoom() throws Exception {
    HttpResponse<String> response =
        client.post(
            "/v2/rooms",
            """
            {"id":"r/1 é","defaultAccesses":["*:read"],"metadata":{"a":"b","l":["c","d"]},\
            "usersAccesses":{"u":["*:write"]},"groupsAccesses":{"g":[]},"organizationId":"acme"}\
            """);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"room","id":"r/1 é","organizationId":"acme",\
            "createdAt":"2026-11-23T12:00:00.000Z","metadata":{"a":"b","l":["c","d"]},\
            "defaultAccesses":["*:read"],"groupsAccesses":{"g":[]},\
            "usersAccesses":{"u":["*:write"]}}\
            """);
    assertThat(client.get("/v2/rooms/r%2F1%20%C3%A9").body()).isEqualTo(response.body());
  }

  @Test
  void createWhenRoomExistsThenConflict() throws Exception {
    create("r");

    HttpResponse<String> response = createResponse("/v2/rooms", "r");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(TestClient.object(response).get("error")).isEqualTo("ROOM_ALREADY_EXISTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/rooms?idempotent", "/v2/rooms?idempotent=true"})
  void createWhenIdempotentAndRoomExistsThenReturnsItUnchanged(String path) throws Exception {
    client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[\"*:write\"]}");

    HttpResponse<String> response = createResponse(path, "r");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(TestClient.object(response).get("defaultAccesses")).isEqualTo(List.of("*:write"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"defaultAccesses\":[]}",
        "{\"id\":\"\",\"defaultAccesses\":[]}",
        "{\"id\":\"r\"}",
        "{\"id\":\"r\",\"defaultAccesses\":null}",
        "{\"id\":\"r\",\"defaultAccesses\":[\"room:admin\"]}",
        "{\"id\":\"r\",\"defaultAccesses\":[],\"metadata\":{\"a\":1}}",
        "{\"id\":\"r\",\"defaultAccesses\":[],\"metadata\":{\"a\":null}}",
        "{\"id\":\"r\",\"defaultAccesses\":[],\"usersAccesses\":[]}",
        "{\"id\":\"r\",\"defaultAccesses\":[],\"groupsAccesses\":{\"g\":\"x\"}}"
      })
  void createWhenBodyIsInvalidThenUnprocessable(String body) throws Exception {
    assertThat(client.post("/v2/rooms", body).statusCode()).isEqualTo(422);
    assertThat(client.get("/v2/rooms/r").statusCode()).isEqualTo(404);
  }

  @Test
  void createWhenResponseIsLostThenRoomIsThere() {
    fake.next(Failure.lostResponse());

    assertThatThrownBy(() -> createResponse("/v2/rooms", "r")).isInstanceOf(IOException.class);
    assertThat(statusOfGet("/v2/rooms/r")).isEqualTo(200);
  }

  @Test
  void createWhenResetThenRoomIsNotThere() {
    fake.next(Failure.reset());

    assertThatThrownBy(() -> createResponse("/v2/rooms", "r")).isInstanceOf(IOException.class);
    assertThat(statusOfGet("/v2/rooms/r")).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,''",
    "DELETE,''",
    "POST,''",
    "POST,/update-room-id",
    "GET,/active-users",
    "POST,/broadcast-event",
    "POST,/presence",
    "GET,/prewarm"
  })
  void callWhenRoomIsUnknownThenNotFound(String method, String suffix) throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .request("/v2/rooms/none" + suffix)
                .method(
                    method,
                    BodyPublishers.ofString("{\"newRoomId\":\"n\",\"userId\":\"u\",\"data\":{}}")));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":\"ROOM_NOT_FOUND\",\"message\":\"Room with id \\\"none\\\" not found.\"}");
  }

  @Test
  void updateWhenEntriesAreNullThenTheyAreRemovedAndOthersStay() throws Exception {
    client.post(
        "/v2/rooms",
        """
        {"id":"r","defaultAccesses":["*:read"],"metadata":{"a":"1","b":"2"},\
        "usersAccesses":{"u":["*:write"],"v":["*:read"]},"groupsAccesses":{"g":["*:read"]}}\
        """);

    Map<?, ?> room =
        TestClient.object(
            client.post(
                "/v2/rooms/r",
                """
                {"metadata":{"a":null,"c":["3"]},"usersAccesses":{"u":null,"none":null},\
                "groupsAccesses":{"g":["*:write"]}}\
                """));

    assertThat(room.get("metadata")).isEqualTo(Map.of("b", "2", "c", List.of("3")));
    assertThat(room.get("usersAccesses")).isEqualTo(Map.of("v", List.of("*:read")));
    assertThat(room.get("groupsAccesses")).isEqualTo(Map.of("g", List.of("*:write")));
    assertThat(room.get("defaultAccesses")).isEqualTo(List.of("*:read"));
    assertThat(TestClient.object(client.get("/v2/rooms/r"))).isEqualTo(room);
  }

  @Test
  void updateWhenDefaultAccessesIsNullThenEmptied() throws Exception {
    client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[\"*:read\"]}");

    assertThat(
            TestClient.object(client.post("/v2/rooms/r", "{\"defaultAccesses\":null}"))
                .get("defaultAccesses"))
        .isEqualTo(List.of());
  }

  @Test
  void upsertWhenRoomIsNewThenCreateAndUpdateBothCount() throws Exception {
    HttpResponse<String> response = upsert();

    assertThat(response.statusCode()).isEqualTo(200);
    Map<?, ?> room = TestClient.object(response);
    assertThat(room.get("defaultAccesses")).isEqualTo(List.of("*:read"));
    assertThat(room.get("metadata")).isEqualTo(Map.of("a", "updated", "b", "created"));
    assertThat(room.get("organizationId")).isEqualTo("acme");
  }

  @Test
  void upsertWhenRoomExistsThenOnlyUpdateCounts() throws Exception {
    create("r");

    Map<?, ?> room = TestClient.object(upsert());

    assertThat(room.get("defaultAccesses")).isEqualTo(List.of());
    assertThat(room.get("metadata")).isEqualTo(Map.of("a", "updated"));
    assertThat(room.get("organizationId")).isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"update\":{}}", "{\"update\":null}", "{\"create\":{}}"})
  void upsertWhenThereIsNothingToUpdateThenInvalid(String body) throws Exception {
    assertThat(client.post("/v2/rooms/r/upsert", body).statusCode()).isEqualTo(422);
  }

  @Test
  void deleteWhenRoomExistsThenGone() throws Exception {
    create("r");

    HttpResponse<String> response = client.delete("/v2/rooms/r");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(client.get("/v2/rooms/r").statusCode()).isEqualTo(404);
    assertThat(client.delete("/v2/rooms/r").statusCode()).isEqualTo(404);
  }

  @Test
  void renameWhenTargetIsFreeThenRoomAndItsUsersMove() throws Exception {
    create("old");
    fake.setActiveUsers("old", "u");

    HttpResponse<String> response =
        client.post("/v2/rooms/old/update-room-id", "{\"newRoomId\":\"new\"}");

    assertThat(TestClient.object(response).get("id")).isEqualTo("new");
    assertThat(client.get("/v2/rooms/old").statusCode()).isEqualTo(404);
    assertThat(TestClient.data(client.get("/v2/rooms/new/active-users"))).hasSize(1);
  }

  @Test
  void renameWhenTargetExistsThenConflict() throws Exception {
    create("a");
    create("b");

    assertThat(client.post("/v2/rooms/a/update-room-id", "{\"newRoomId\":\"b\"}").statusCode())
        .isEqualTo(409);
    assertThat(client.get("/v2/rooms/a").statusCode()).isEqualTo(200);
  }

  @Test
  void listWhenPagedThenEveryRoomComesOnceNewestFirst() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      create("r" + i);
      expected.add(0, "r" + i);
    }
    assertThat(TestClient.data(client.get("/v2/rooms"))).hasSize(20);

    List<String> seen = new ArrayList<>();
    String path = "/v2/rooms?limit=10";
    int pages = 0;
    while (path != null) {
      HttpResponse<String> page = client.get(path);
      seen.addAll(ids(page));
      pages++;
      Object cursor = TestClient.object(page).get("nextCursor");
      Object next = TestClient.object(page).get("nextPage");
      assertThat(next == null).isEqualTo(cursor == null);
      path = next == null ? null : next.toString();
    }

    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void listWhenLastSeenRoomIsDeletedThenCursorStillWorks() throws Exception {
    create("a");
    create("b");
    create("c");
    Object cursor = TestClient.object(client.get("/v2/rooms?limit=2")).get("nextCursor");
    client.delete("/v2/rooms/b");

    assertThat(ids(client.get("/v2/rooms?limit=2&startingAfter=" + cursor))).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=101", "limit=x", "limit=", "limit=-1", "startingAfter=%21"})
  void listWhenParameterIsInvalidThenUnprocessable(String query) throws Exception {
    assertThat(client.get("/v2/rooms?" + query).statusCode()).isEqualTo(422);
  }

  @Test
  void listWhenPercentEncodingIsMalformedThenBadRequest() throws Exception {
    assertThat(client.get("/v2/rooms/%C3%28").statusCode()).isEqualTo(400);
    assertThat(client.get("/v2/rooms?query=%FF").statusCode()).isEqualTo(400);
  }

  @Test
  void listWhenFilteredByAccessThenUserAndGroupsAreAlternatives() throws Exception {
    client.post(
        "/v2/rooms",
        "{\"id\":\"u\",\"defaultAccesses\":[],\"usersAccesses\":{\"alice\":[\"*:read\"]}}");
    client.post(
        "/v2/rooms",
        "{\"id\":\"g\",\"defaultAccesses\":[],\"groupsAccesses\":{\"dev\":[\"*:read\"]}}");
    client.post("/v2/rooms", "{\"id\":\"o\",\"defaultAccesses\":[],\"organizationId\":\"acme\"}");

    assertThat(ids(client.get("/v2/rooms?userId=alice"))).containsExactly("u");
    assertThat(ids(client.get("/v2/rooms?groupIds=ops,dev"))).containsExactly("g");
    assertThat(ids(client.get("/v2/rooms?userId=alice&groupIds=dev"))).containsExactly("g", "u");
    assertThat(ids(client.get("/v2/rooms?userId=bob"))).isEmpty();
    assertThat(ids(client.get("/v2/rooms?organizationId=acme"))).containsExactly("o");
    assertThat(ids(client.get("/v2/rooms"))).containsExactly("o", "g", "u");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "roomId^\"doc:\" | doc:2 doc:1",
        "roomId^'doc:1' | doc:1",
        "metadata[\"type\"]:\"board\" | pad:1 doc:2",
        "metadata['type']:'board' AND roomId^'doc:' | doc:2",
        "metadata['type']:'board' roomId^'doc:' | doc:2",
        "  roomId ^ \"pad\"   AND metadata [ \"type\" ] : \"board\"  | pad:1",
        "roomId^\"\\d\\o\\c\\:\" | doc:2 doc:1",
        "roomId^\"doc:\\n\" | ``",
        "metadata[\"it's\"]:\"a \\\"q\\\"\" | doc:1",
        "metadata[\"tags\"]:\"x\" | ``",
        "` ` | pad:1 doc:2 doc:1"
      })
  void listWhenQueriedThenOnlyMatchesCome(String query, String expected) throws Exception {
    client.post(
        "/v2/rooms",
        """
        {"id":"doc:1","defaultAccesses":[],"metadata":{"it's":"a \\"q\\"","tags":["x"]}}""");
    client.post(
        "/v2/rooms", "{\"id\":\"doc:2\",\"defaultAccesses\":[],\"metadata\":{\"type\":\"board\"}}");
    client.post(
        "/v2/rooms", "{\"id\":\"pad:1\",\"defaultAccesses\":[],\"metadata\":{\"type\":\"board\"}}");

    assertThat(String.join(" ", ids(query(query)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad query",
        "roomId^\"\"",
        "roomId^\"a\nb\"",
        "metadata[\"\"]:\"x\"",
        "metadata[\"type\"]^\"bo\"",
        "roomId:\"r\"",
        "roomId^r",
        "roomId^\"r",
        "roomId^\"r'",
        "metadata:\"x\"",
        "metadata[type]:\"x\"",
        "metadata[\"type\"]>\"x\"",
        "roomId^\"r\" OR roomId^\"s\"",
        "roomId^\"r\" AND",
        "AND roomId^\"r\"",
        "roomId^\"r\" AND AND roomId^\"s\""
      })
  void listWhenQueryDoesNotParseThenInvalid(String query) throws Exception {
    HttpResponse<String> response = query(query);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(TestClient.object(response).get("error")).isEqualTo("INVALID_QUERY");
  }

  @Test
  void listWhenQueryIsLongThenTakenUpToTheBound() throws Exception {
    create("r");
    String escapes = "\\x".repeat(1_900);

    assertThat(ids(query("roomId^\"" + escapes + "\""))).isEmpty();
    assertThat(query("roomId^\"" + escapes + escapes + "\"").statusCode()).isEqualTo(422);
  }

  @Test
  void activeUsersWhenSetThenTheyAreListed() throws Exception {
    create("r");
    assertThat(client.get("/v2/rooms/r/active-users").body()).isEqualTo("{\"data\":[]}");

    fake.setActiveUsers("r", Map.of("alice", Map.of("name", "Ålice")));

    assertThat(client.get("/v2/rooms/r/active-users").body())
        .isEqualTo(
            """
            {"data":[{"type":"user","connectionId":1,"id":"alice","info":{"name":"Ålice"}}]}""");
    assertThat(client.get("/v2/rooms/r/active_users").statusCode()).isEqualTo(200);

    fake.setActiveUsers("r", "a", "b");

    assertThat(TestClient.data(client.get("/v2/rooms/r/active-users"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "null", "\"text\"", "[]"})
  void broadcastWhenEventIsJsonThenNoContent(String event) throws Exception {
    create("r");

    assertThat(client.post("/v2/rooms/r/broadcast-event", event).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{"})
  void broadcastWhenEventIsNotJsonThenBadRequest(String event) throws Exception {
    create("r");

    assertThat(client.post("/v2/rooms/r/broadcast-event", event).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"userId\":\"u\",\"data\":{}} | 204",
        "{\"userId\":\"u\",\"data\":{},\"userInfo\":{},\"ttl\":2} | 204",
        "{\"userId\":\"u\",\"data\":{},\"ttl\":1} | 422",
        "{\"userId\":\"u\",\"data\":{},\"ttl\":3600} | 422",
        "{\"userId\":\"u\",\"data\":1} | 422",
        "{\"data\":{}} | 422"
      })
  void presenceWhenPostedThenItIsChecked(String body, int status) throws Exception {
    create("r");

    assertThat(client.post("/v2/rooms/r/presence", body).statusCode()).isEqualTo(status);
  }

  @Test
  void prewarmWhenRoomExistsThenNoContent() throws Exception {
    create("r");

    assertThat(client.get("/v2/rooms/r/prewarm").statusCode()).isEqualTo(204);
  }

  private void create(String id) throws Exception {
    assertThat(createResponse("/v2/rooms", id).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> createResponse(String path, String id) throws Exception {
    return client.post(path, "{\"id\":\"" + id + "\",\"defaultAccesses\":[]}");
  }

  private HttpResponse<String> upsert() throws Exception {
    return client.post(
        "/v2/rooms/r/upsert",
        """
        {"update":{"metadata":{"a":"updated"}},"create":{"defaultAccesses":["*:read"],\
        "metadata":{"a":"created","b":"created"},"organizationId":"acme"}}\
        """);
  }

  private int statusOfGet(String path) {
    try {
      return client.get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> query(String query) throws Exception {
    return client.get("/v2/rooms?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private static List<String> ids(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(200);
    return TestClient.data(page).stream()
        .map(room -> String.valueOf(((Map<?, ?>) room).get("id")))
        .toList();
  }
}
