package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the fake responds to requests that the tests of rooms, groups and tokens do not send; the
 * rooms r and s and the group g exist.
 */
class ApiStatusTest {

  @RegisterExtension final FakeLiveblocksExtension liveblocks = new FakeLiveblocksExtension();

  private final TestClient client = new TestClient(liveblocks.fake());

  @BeforeEach
  void create() throws Exception {
    client.post("/v2/rooms", "{\"id\":\"r\",\"defaultAccesses\":[]}");
    client.post("/v2/rooms", "{\"id\":\"s\",\"defaultAccesses\":[]}");
    client.post("/v2/groups", "{\"id\":\"g\"}");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST   | /v2/rooms | {"defaultAccesses":[]} | 422
          POST   | /v2/rooms | {"id":"","defaultAccesses":[]} | 422
          POST   | /v2/rooms | {"id":"n"} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":null} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":["room:admin"]} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":[],"metadata":{"a":1}} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":[],"metadata":{"a":null}} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":[],"usersAccesses":[]} | 422
          POST   | /v2/rooms | {"id":"n","defaultAccesses":[],"groupsAccesses":{"g":"x"}} | 422
          POST   | /v2/rooms | {"id":"r","defaultAccesses":[]} | 409 ROOM_ALREADY_EXISTS
          POST   | /v2/rooms/r | {"defaultAccesses":["a:b"]} | 422
          POST   | /v2/rooms/r | {"defaultAccesses":null} | 200
          POST   | /v2/rooms/r | {"metadata":{"m":null}} | 200
          POST   | /v2/rooms/r/upsert | {"update":{"metadata":{"m":"2"}}} | 200
          POST   | /v2/rooms/none | {} | 404 ROOM_NOT_FOUND
          DELETE | /v2/rooms/none | `` | 404 ROOM_NOT_FOUND
          POST   | /v2/rooms/none/update-room-id | {"newRoomId":"n"} | 404 ROOM_NOT_FOUND
          GET    | /v2/rooms/none/active-users | `` | 404 ROOM_NOT_FOUND
          POST   | /v2/rooms/none/broadcast-event | {} | 404 ROOM_NOT_FOUND
          POST   | /v2/rooms/none/presence | {"userId":"u","data":{}} | 404 ROOM_NOT_FOUND
          GET    | /v2/rooms/none/prewarm | `` | 404 ROOM_NOT_FOUND
          GET    | /v2/rooms/r/active_users | `` | 200
          POST   | /v2/rooms/r/update-room-id | {"newRoomId":"s"} | 409 ROOM_ALREADY_EXISTS
          POST   | /v2/rooms/r/upsert | {} | 422
          POST   | /v2/rooms/r/upsert | {"update":{}} | 422
          POST   | /v2/rooms/r/upsert | {"update":null} | 422
          POST   | /v2/rooms/r/upsert | {"create":{}} | 422
          GET    | /v2/rooms?limit=0 | `` | 422
          GET    | /v2/rooms?limit=101 | `` | 422
          GET    | /v2/rooms?limit=x | `` | 422
          GET    | /v2/rooms?limit= | `` | 422
          GET    | /v2/rooms?limit=-1 | `` | 422
          GET    | /v2/rooms?startingAfter=%21 | `` | 422
          GET    | /v2/rooms?query=%FF | `` | 400
          GET    | /v2/rooms/%C3%28 | `` | 400
          POST   | /v2/rooms/r/broadcast-event | null | 204
          POST   | /v2/rooms/r/broadcast-event | `` | 400
          POST   | /v2/rooms/r/broadcast-event | { | 400
          POST   | /v2/rooms/r/presence | {"userId":"u","data":{},"userInfo":{},"ttl":2} | 204
          POST   | /v2/rooms/r/presence | {"userId":"u","data":{},"ttl":1} | 422
          POST   | /v2/rooms/r/presence | {"userId":"u","data":{},"ttl":3600} | 422
          POST   | /v2/rooms/r/presence | {"userId":"u","data":1} | 422
          POST   | /v2/rooms/r/presence | {"data":{}} | 422
          POST   | /v2/groups | {} | 422
          POST   | /v2/groups | {"id":1} | 422
          POST   | /v2/groups | {"id":"n","memberIds":"a"} | 422
          POST   | /v2/groups | {"id":"g"} | 409 GROUP_ALREADY_EXISTS
          POST   | /v2/groups/g/add-members | {} | 422
          POST   | /v2/groups/none/remove-members | {"memberIds":[]} | 404 GROUP_NOT_FOUND
          POST   | /v2/authorize-user | {"userId":"a"} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":null} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":[]} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"r":[]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"r":"*:write"}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"r":[1]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"r":["room:admin"]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"*":["*:read"]}} | 200
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"a":["*:read"]}} | 200
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"a*":["*:read"]}} | 200
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"a b:c*":["*:read"]}} | 200
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"é*":["*:read"]}} | 200
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"":["*:read"]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"**":["*:read"]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"*a":["*:read"]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"a*b":["*:read"]}} | 422
          POST   | /v2/authorize-user | {"userId":"a","permissions":{"a**":["*:read"]}} | 422
          POST   | /v2/identify-user | `` | 422
          POST   | /v2/identify-user | [] | 422
          POST   | /v2/identify-user | {} | 422
          POST   | /v2/identify-user | {"userId":null} | 422
          POST   | /v2/identify-user | {"userId":1} | 422
          POST   | /v2/identify-user | {"userId":""} | 422
          POST   | /v2/identify-user | {"userId":"a","groupIds":null} | 422
          POST   | /v2/identify-user | {"userId":"a","groupIds":"g"} | 422
          POST   | /v2/identify-user | {"userId":"a","groupIds":[1]} | 422
          POST   | /v2/identify-user | {"userId":"a","organizationId":null} | 422
          POST   | /v2/identify-user | {"userId":"a","userInfo":"x"} | 422
          POST   | /v2/identify-user | {"userId":"a","userInfo":null} | 422
          POST   | /v2/identify-user | { | 400
          POST   | /v2/identify-user | {"userId":"a"} x | 400
          POST   | /v2/identify-user | {"userId":"\\ud800"} | 400
          POST   | /v2/identify-user | {"userId":"a","userId":"a"} | 400
          POST   | /v2/identify-user | {"userId":"a","n":1e99999999999} | 400
          POST   | /v2/identify-user | {"userId":"a",} | 400
          GET    | /v2/identify-user | `` | 405
          GET    | /v2/nothing | `` | 404
          """)
  void requestWhenSentThenStatusIsLiveblocksOwn(
      String method, String path, String body, String expected) throws Exception {
    HttpResponse<String> response =
        client.send(client.request(path).method(method, BodyPublishers.ofString(body)));

    int status = response.statusCode();
    if (status >= 400) {
      assertThat(status + " " + TestClient.object(response).get("error")).startsWith(expected);
      assertThat(TestClient.object(response).get("error")).isInstanceOf(String.class);
    } else {
      assertThat(status).hasToString(expected);
      assertThat(response.body().isEmpty()).isEqualTo(status == 204);
    }
  }
}
