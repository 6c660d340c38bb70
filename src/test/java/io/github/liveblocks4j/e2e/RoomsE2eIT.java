package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.ApiCallResponse;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.rooms.Rooms;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The calls about rooms against Liveblocks' development server, and the same requests against
 * FakeLiveblocks: the responses are the same, but for the differences named here.
 */
@Tag("e2e")
class RoomsE2eIT {

  private final String plainId = UUID.randomUUID().toString();
  private final String id = "rooms/é " + plainId;
  private final DevServer devServer = DevServer.shared();
  @AutoClose private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final Liveblocks liveblocks = devServer.client();
  @AutoClose private final Liveblocks ofFake = DevServer.client(fake.baseUrl(), fake.secretKey());

  @Test
  void roomsWhenDrivenThroughTheirLifeThenBothServersAgree() {
    NewRoom plan =
        NewRoom.of(id)
            .accesses(
                RoomAccesses.none()
                    .allowEveryone(Permission.READ)
                    .allowGroup("g/1", Permission.WRITE, Permission.COMMENTS_NONE)
                    .allowUser("u \"1\"", Permission.READ, Permission.FEEDS_WRITE)
                    .allowUser("u2"))
            .metadata("a", "b\"\\\n\u2028é😀")
            .metadata("list", List.of("x", "y"))
            .metadata("empty", List.of())
            .organizationId("acme");
    RoomUpdate update =
        RoomUpdate.none()
            .allowEveryone()
            .allowGroup("g2", Permission.READ)
            .removeGroup("g/1")
            .removeUser("u2")
            .removeUser("nobody")
            .metadata("a", "2")
            .metadata("new", List.of("z"));

    both(rooms -> rooms.create(plan));
    both(rooms -> rooms.getOrCreate(NewRoom.of(id).metadata("a", "other")));
    both(rooms -> rooms.find(id).orElseThrow());
    Room updated = both(rooms -> rooms.update(id, update));
    assertThat(updated.accesses().usersAccesses()).containsOnlyKeys("u \"1\"");
    assertThat(updated.metadata().list("new")).containsExactly("z");
    assertThat(liveblocks.rooms().activeUsers(id)).isEmpty();
    assertThat(liveblocks.rooms().iterate(RoomQuery.all().organizationId("acme").pageSize(100)))
        .extracting(Room::id)
        .contains(id);
    assertThat(liveblocks.rooms().delete(id)).isTrue();
    assertThat(liveblocks.rooms().find(id)).isEmpty();
  }

  private Room both(Function<Rooms, Room> call) {
    Room theirs = call.apply(liveblocks.rooms());
    assertThat(call.apply(ofFake.rooms()))
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Instant.class)
        .ignoringFields("json") // Its text has the instants, too.
        .isEqualTo(theirs);
    return theirs;
  }

  /** The update is what Yjs 13 makes of a document of client 1 with the text "from Java". */
  @Test
  void genericCallWhenItCarriesDocumentsThenBothServersHaveThem() {
    byte[] update = HexFormat.of().parseHex("010101000401046e6f74650966726f6d204a61766100");
    byte[] file = {0, 1, (byte) 0xff, (byte) 0xfe};
    Map<String, Object> tags = Map.of("liveblocksType", "LiveList", "data", List.of(1, "a"));
    Set<JsonObject> storages = new HashSet<>();
    both(rooms -> rooms.create(NewRoom.of(id)));

    for (Liveblocks each : List.of(liveblocks, ofFake)) {
      each.call("PUT", "/v2/rooms/{roomId}/ydoc")
          .variable("roomId", id)
          .body(update, "application/octet-stream")
          .send();
      assertThat(
              each.call("GET", "/v2/rooms/{roomId}/ydoc-binary")
                  .variable("roomId", id)
                  .send(byte[].class))
          .isEqualTo(update);
      each.call("POST", "/v2/rooms/{roomId}/storage")
          .variable("roomId", id)
          .body(Map.of("liveblocksType", "LiveObject", "data", Map.of("tags", tags)))
          .send();
      storages.add(
          each.call("GET", "/v2/rooms/{roomId}/storage")
              .variable("roomId", id)
              .query("format", "plain-lson")
              .send(JsonObject.class));
    }
    assertThat(storages).as("the same of both").hasSize(1);
    JsonObject stored =
        liveblocks
            .call("PUT", "/v2/rooms/{roomId}/storage/files/{fileId}/upload/{name}")
            .variable("roomId", id)
            .variable("fileId", "fl_1234567890123456789ab")
            .variable("name", "plan é.bin")
            .query("fileSize", file.length)
            .body(file, "application/octet-stream")
            .send(JsonObject.class);
    assertThat(stored.getInt("size")).isEqualTo(file.length);
    assertThat(stored.getString("name")).isEqualTo("plan é.bin");
  }

  /**
   * The status of both servers, and the request; ROOM is the id of a room that is there, ID of one
   * that is not. Where the fake follows Liveblocks' documentation instead, ApiStatusTest has it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | POST | /v2/rooms | `` | {"id":"ID","defaultAccesses":[]}
          200 | POST | /v2/rooms | idempotent= | {"id":"ROOM","defaultAccesses":["*:write"]}
          200 | POST | /v2/rooms | idempotent=true | {"id":"ID","defaultAccesses":["*:write"]}
          409 | POST | /v2/rooms | `` | {"id":"ROOM","defaultAccesses":[]}
          404 | GET | /v2/rooms/ID | `` | ``
          200 | GET | /v2/rooms/ROOM/active_users | `` | ``
          404 | GET | /v2/rooms/ID/active-users | `` | ``
          200 | POST | /v2/rooms/ROOM | `` | {"defaultAccesses":["*:read","storage:none"]}
          200 | POST | /v2/rooms/ROOM | `` | {"usersAccesses":{"u":null,"v":["*:read"]}}
          200 | POST | /v2/rooms/ROOM | `` | {"groupsAccesses":{"g":null,"h":["*:read"]}}
          200 | POST | /v2/rooms/ROOM | `` | {}
          404 | POST | /v2/rooms/ID | `` | {}
          204 | DELETE | /v2/rooms/ROOM | `` | ``
          400 | POST | /v2/rooms | `` | {
          422 | POST | /v2/rooms | `` | {}
          422 | POST | /v2/rooms | `` | {"id":1,"defaultAccesses":[]}
          422 | POST | /v2/rooms | `` | {"id":"ID","defaultAccesses":[],"metadata":{"a":1}}
          422 | POST | /v2/rooms | `` | {"id":"ID","defaultAccesses":[],"organizationId":null}
          422 | POST | /v2/rooms/ROOM | `` | {"metadata":{"a":1}}
          422 | POST | /v2/rooms/ROOM | `` | {"usersAccesses":{"u":"*:read"}}
          422 | GET | /v2/rooms | query=metadata["a"]^"b" | ``
          422 | GET | /v2/rooms | query=roomId^"" | ``
          422 | GET | /v2/rooms | `query=roomId^"a\nb"` | ``
          422 | GET | /v2/rooms | query=nonsense | ``
          200 | GET | /v2/rooms | query= | ``
          200 | GET | /v2/rooms | query=roomId^'a' metadata['a']:"b\\n" | ``
          """)
  void requestWhenSentToBothThenResponsesAreTheSame(
      int status, String method, String path, String query, String body) {
    Map<String, Object> theirs = response(liveblocks, method, path, query, body);
    Map<String, Object> fakes = response(ofFake, method, path, query, body);

    assertThat(theirs).containsEntry("status", status);
    if (query.startsWith("query")) { // Of different rooms.
      assertThat(fakes).containsEntry("status", status);
    } else {
      assertThat(fakes).isEqualTo(theirs);
    }
  }

  /** What a server responds, after the room has been created. */
  private Map<String, Object> response(
      Liveblocks server, String method, String path, String query, String body) {
    String there = "there-" + plainId;
    RoomAccesses accesses =
        RoomAccesses.none().allowUser("u", Permission.WRITE).allowGroup("g", Permission.READ);
    Room room = server.rooms().getOrCreate(NewRoom.of(there).accesses(accesses).metadata("m", "1"));
    var call = server.call(method, path.replace("ROOM", room.id()).replace("ID", plainId));
    if (!query.isEmpty()) {
      String[] parameter = query.split("=", 2);
      call.query(parameter[0], parameter[1]);
    }
    if (!body.isEmpty()) {
      String json = body.replace("ROOM", room.id()).replace("ID", plainId);
      call.body(json.getBytes(StandardCharsets.UTF_8), "application/json");
    }
    try {
      ApiCallResponse response = call.exchange();
      Map<String, Object> members = new HashMap<>();
      if (response.bytes().length > 0) {
        members.putAll(Json.toMap(response.as(JsonObject.class)));
      }
      members.put("status", response.status());
      members.put("type", response.header("Content-Type"));
      members.computeIfPresent("createdAt", (name, at) -> at.toString().replaceAll("[0-9]", "9"));
      return members;
    } catch (LiveblocksApiException e) {
      return Map.of("status", e.status(), "code", e.code());
    }
  }
}
