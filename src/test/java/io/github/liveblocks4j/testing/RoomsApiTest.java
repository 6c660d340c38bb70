package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(client.get("/v2/rooms/r").body())
        .isEqualTo(
            "{\"error\":\"ROOM_NOT_FOUND\",\"message\":\"Room with id \\\"r\\\" not found.\"}");
  }

  @Test
  void createWhenNewThenReturnsTheGroup() throws Exception {
    HttpResponse<String> response =
        client.post(
            "/v2/groups", "{\"id\":\"g\",\"memberIds\":[\"a\"],\"organizationId\":\"acme\"}");

    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"group","id":"g","tenantId":"acme","organizationId":"acme",\
            "createdAt":"2026-11-23T12:00:00.000Z","updatedAt":"2026-11-23T12:00:00.000Z",\
            "scopes":{"mention":true},\
            "members":[{"id":"a","addedAt":"2026-11-23T12:00:00.000Z"}]}\
            """);
    assertThat(client.get("/v2/groups/g").body()).isEqualTo(response.body());
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
  void listWhenPagedThenNextPageHasTheRest() throws Exception {
    for (int i = 0; i < 25; i++) {
      create("r" + i);
    }

    HttpResponse<String> first = client.get("/v2/rooms");
    HttpResponse<String> last =
        client.get(String.valueOf(TestClient.object(first).get("nextPage")));

    assertThat(ids(first)).hasSize(20).startsWith("r24", "r23");
    assertThat(ids(last)).containsExactly("r4", "r3", "r2", "r1", "r0");
    assertThat(TestClient.object(last).get("nextPage")).isNull();
    assertThat(TestClient.object(last).get("nextCursor")).isNull();
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          roomId^"doc:" | doc:2 doc:1
          roomId^'doc:1' | doc:1
          metadata["type"]:"board" | pad:1 doc:2
          metadata['type']:'board' AND roomId^'doc:' | doc:2
          metadata['type']:'board' roomId^'doc:' | doc:2
          `  roomId ^ "pad"   AND metadata [ "type" ] : "board"  ` | pad:1
          roomId^"\\d\\o\\c\\:" | doc:2 doc:1
          roomId^"doc:\\n" | ``
          metadata["it's"]:"a \\"q\\"" | doc:1
          metadata["tags"]:"x" | ``
          ` ` | pad:1 doc:2 doc:1
          bad query | INVALID_QUERY
          roomId^"" | INVALID_QUERY
          `roomId^"a\nb"` | INVALID_QUERY
          metadata[""]:"x" | INVALID_QUERY
          metadata["type"]^"bo" | INVALID_QUERY
          roomId:"r" | INVALID_QUERY
          roomId^r | INVALID_QUERY
          roomId^"r | INVALID_QUERY
          roomId^"r' | INVALID_QUERY
          metadata:"x" | INVALID_QUERY
          metadata[type]:"x" | INVALID_QUERY
          metadata["type"]>"x" | INVALID_QUERY
          roomId^"r" OR roomId^"s" | INVALID_QUERY
          roomId^"r" AND | INVALID_QUERY
          AND roomId^"r" | INVALID_QUERY
          roomId^"r" AND AND roomId^"s" | INVALID_QUERY
          """)
  void listWhenQueriedThenMatchesOrError(String query, String expected) throws Exception {
    client.post(
        "/v2/rooms",
        """
        {"id":"doc:1","defaultAccesses":[],"metadata":{"it's":"a \\"q\\"","tags":["x"]}}\
        """);
    for (String id : List.of("doc:2", "pad:1")) {
      String metadata = "\"metadata\":{\"type\":\"board\"}";
      client.post("/v2/rooms", "{\"id\":\"" + id + "\",\"defaultAccesses\":[]," + metadata + "}");
    }

    HttpResponse<String> response = query(query);

    if (expected.equals("INVALID_QUERY")) {
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(TestClient.object(response).get("error")).isEqualTo(expected);
    } else {
      assertThat(String.join(" ", ids(response))).isEqualTo(expected);
    }
  }

  @Test
  void listWhenQueryIsLongThenTakenUpToTheBound() throws Exception {
    create("r");
    String escapes = "\\x".repeat(1_900);

    assertThat(ids(query("roomId^\"" + escapes + "\""))).isEmpty();
    assertThat(query("roomId^\"" + escapes + escapes + "\"").statusCode()).isEqualTo(422);
  }

  @Test
  void activeUsersWhenSetThenListedAndMovedWithTheRoom() throws Exception {
    create("r");
    assertThat(client.get("/v2/rooms/r/active-users").body()).isEqualTo("{\"data\":[]}");

    fake.setActiveUsers("r", Map.of("alice", Map.of("name", "Ålice")));

    assertThat(client.get("/v2/rooms/r/active-users").body())
        .isEqualTo(
            """
            {"data":[{"type":"user","connectionId":1,"id":"alice","info":{"name":"Ålice"}}]}\
            """);

    fake.setActiveUsers("r", "a", "b");
    client.post("/v2/rooms/r/update-room-id", "{\"newRoomId\":\"new\"}");

    assertThat(TestClient.data(client.get("/v2/rooms/new/active-users"))).hasSize(2);
  }

  private void create(String id) throws Exception {
    String body = "{\"id\":\"" + id + "\",\"defaultAccesses\":[]}";
    assertThat(client.post("/v2/rooms", body).statusCode()).isEqualTo(200);
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
