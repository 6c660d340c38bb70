package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsApiTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = liveblocks.fake();
  private final TestClient client = new TestClient(fake);

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
  void activeUsersWhenTheRoomIsRenamedThenTheyMoveWithIt() throws Exception {
    create("r");
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
