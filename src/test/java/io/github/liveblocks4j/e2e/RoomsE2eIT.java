package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.internal.Json;
import io.github.liveblocks4j.rooms.Groups;
import io.github.liveblocks4j.rooms.NewGroup;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.PageRequest;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.rooms.Rooms;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls about rooms against the official development server, and the same requests against
 * FakeLiveblocks: what both answer is the same, but for what is named here.
 */
@Tag("e2e")
@ExtendWith(SharedProcesses.class)
class RoomsE2eIT {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Json json = new Json();
  private final String id = "rooms/é " + UUID.randomUUID();
  private final URI devServer;
  private final FakeLiveblocks fake = FakeLiveblocks.start();
  private final Liveblocks liveblocks;
  private final Liveblocks ofFake;

  RoomsE2eIT(DevServer devServer) {
    this.devServer = devServer.baseUrl();
    this.liveblocks = client(this.devServer, DevServer.SECRET_KEY);
    this.ofFake = client(fake.baseUrl(), fake.secretKey());
  }

  private static Liveblocks client(URI baseUrl, String secretKey) {
    return Liveblocks.builder().baseUrl(baseUrl.toString()).secretKey(secretKey).build();
  }

  @AfterEach
  void close() {
    liveblocks.close();
    ofFake.close();
    fake.close();
    json.close();
  }

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
    both(rooms -> rooms.get(id));
    both(rooms -> rooms.find(id).orElseThrow());
    Room updated = both(rooms -> rooms.update(id, update));
    assertThat(updated.accesses().usersAccesses()).containsOnlyKeys("u \"1\"");
    assertThat(updated.metadata().list("new")).containsExactly("z");
    assertThat(liveblocks.rooms().activeUsers(id)).isEmpty();
    assertThat(liveblocks.rooms().stream(RoomQuery.all().organizationId("acme").pageSize(100)))
        .extracting(Room::id)
        .contains(id);
    assertThat(liveblocks.rooms().iterate(RoomQuery.all())).extracting(Room::id).contains(id);
    assertThat(liveblocks.rooms().delete(id)).isTrue();
    assertThat(liveblocks.rooms().find(id)).isEmpty();
    assertThat(liveblocks.rooms().async().find(id).join()).isEmpty();
  }

  @Test
  void failuresWhenRoomIsThereOrNotThenBothServersAgree() {
    both(rooms -> rooms.create(NewRoom.of(id)));

    bothFail(409, "ROOM_ALREADY_EXISTS", rooms -> rooms.create(NewRoom.of(id)));
    bothFail(404, "ROOM_NOT_FOUND", rooms -> rooms.get("none " + id));
    bothFail(404, "ROOM_NOT_FOUND", rooms -> rooms.activeUsers("none " + id));
    bothFail(
        404,
        "ROOM_NOT_FOUND",
        rooms -> rooms.update("none " + id, RoomUpdate.none().metadata("a", "b")));
  }

  @Test
  void genericCallWhenServerIsTheOfficialOneThenItWorks() {
    JsonObject created =
        liveblocks
            .call("POST", "/v2/rooms")
            .query("idempotent", true)
            .body(Map.of("id", id, "defaultAccesses", List.of("*:write")))
            .send(JsonObject.class);
    liveblocks
        .call("POST", "/v2/rooms/{roomId}/storage")
        .variable("roomId", id)
        .body(Map.of("liveblocksType", "LiveObject", "data", Map.of("title", "from Java")))
        .send();
    JsonObject storage =
        liveblocks
            .call("GET", "/v2/rooms/{roomId}/storage")
            .variable("roomId", id)
            .query("format", "json")
            .send(JsonObject.class);

    assertThat(created.getString("id")).isEqualTo(id);
    assertThat(storage.getString("title")).isEqualTo("from Java");
  }

  /** The update is what Yjs 13 makes of a document of client 1 with the text "from Java". */
  @Test
  void genericCallWhenItCarriesBytesThenYjsAndFilesHaveThem() {
    byte[] update = HexFormat.of().parseHex("010101000401046e6f74650966726f6d204a61766100");
    byte[] file = {0, 1, (byte) 0xff, (byte) 0xfe};
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
    }
    assertThat(
            liveblocks
                .call("GET", "/v2/rooms/{roomId}/ydoc")
                .variable("roomId", id)
                .query("type", "text")
                .query("key", "note")
                .exchange()
                .bytes())
        .asString(StandardCharsets.UTF_8)
        .contains("from Java");
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

  /** Storage is told alike; patching it is for the fake alone, as long as this holds. */
  @Test
  void genericCallWhenStorageIsInitializedThenBothServersAgree() {
    both(rooms -> rooms.create(NewRoom.of(id)));
    Map<String, Object> storage =
        Map.of(
            "liveblocksType",
            "LiveObject",
            "data",
            Map.of("tags", Map.of("liveblocksType", "LiveList", "data", List.of(1, "a"))));
    List<JsonObject> answers = new ArrayList<>();
    for (Liveblocks each : List.of(liveblocks, ofFake)) {
      each.call("POST", "/v2/rooms/{roomId}/storage").variable("roomId", id).body(storage).send();
      for (String format : List.of("json", "plain-lson")) {
        answers.add(
            each.call("GET", "/v2/rooms/{roomId}/storage")
                .variable("roomId", id)
                .query("format", format)
                .send(JsonObject.class));
      }
      assertThatThrownBy(
              () ->
                  each.call("POST", "/v2/rooms/{roomId}/storage")
                      .variable("roomId", id)
                      .body(storage)
                      .send())
          .isInstanceOfSatisfying(
              LiveblocksApiException.class,
              failure -> assertThat(failure.code()).contains("CANNOT_UPDATE_EXISTING_STORAGE"));
    }
    assertThat(answers.subList(0, 2)).isEqualTo(answers.subList(2, 4));
    assertThatThrownBy(
            () ->
                liveblocks
                    .call("PATCH", "/v2/rooms/{roomId}/storage/json-patch")
                    .variable("roomId", id)
                    .body(List.of())
                    .send())
        .isInstanceOfSatisfying(
            LiveblocksApiException.class, failure -> assertThat(failure.status()).isEqualTo(501));
  }

  /** Field by field: status, and body with its times replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /v2/rooms | {\"id\":\"ID\",\"defaultAccesses\":[]}",
        "POST | /v2/rooms?idempotent | {\"id\":\"ROOM\",\"defaultAccesses\":[\"*:write\"]}",
        "POST | /v2/rooms?idempotent=true | {\"id\":\"ID\",\"defaultAccesses\":[\"*:write\"]}",
        "POST | /v2/rooms | {\"id\":\"ROOM\",\"defaultAccesses\":[]}",
        "GET | /v2/rooms/ROOM | ``",
        "GET | /v2/rooms/ID | ``",
        "GET | /v2/rooms/ROOM/active-users | ``",
        "GET | /v2/rooms/ROOM/active_users | ``",
        "GET | /v2/rooms/ID/active-users | ``",
        "POST | /v2/rooms/ROOM | {\"defaultAccesses\":[\"*:read\",\"storage:none\"]}",
        "POST | /v2/rooms/ROOM | {\"usersAccesses\":{\"u\":null,\"v\":[\"*:read\"]}}",
        "POST | /v2/rooms/ROOM | {\"groupsAccesses\":{\"g\":null,\"h\":[\"*:read\"]}}",
        "POST | /v2/rooms/ROOM | {\"metadata\":{\"m\":\"2\",\"n\":[\"a\",\"b\"]}}",
        "POST | /v2/rooms/ROOM | {}",
        "POST | /v2/rooms/ID | {}",
        "DELETE | /v2/rooms/ROOM | ``"
      })
  void requestWhenSentToBothThenAnswersAreTheSame(String method, String path, String body)
      throws Exception {
    assertThat(answer(fake.baseUrl(), fake.secretKey(), method, path, body))
        .isEqualTo(answer(devServer, DevServer.SECRET_KEY, method, path, body));
  }

  /** The same status and code; what is wrong is said in other words. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | POST | /v2/rooms | {",
        "422 | POST | /v2/rooms | {}",
        "422 | POST | /v2/rooms | {\"id\":1,\"defaultAccesses\":[]}",
        "422 | POST | /v2/rooms | {\"id\":\"ID\",\"defaultAccesses\":[],\"metadata\":{\"a\":1}}",
        "422 | POST | /v2/rooms | {\"id\":\"ID\",\"defaultAccesses\":[],\"organizationId\":null}",
        "422 | POST | /v2/rooms/ROOM | {\"metadata\":{\"a\":1}}",
        "422 | POST | /v2/rooms/ROOM | {\"usersAccesses\":{\"u\":\"*:read\"}}",
        "422 | GET | /v2/rooms?query=metadata%5B%22a%22%5D%5E%22b%22 | ``",
        "422 | GET | /v2/rooms?query=roomId%5E%22%22 | ``",
        "422 | GET | /v2/rooms?query=roomId%5E%22a%0Ab%22 | ``",
        "422 | GET | /v2/rooms?query=nonsense | ``",
        "200 | GET | /v2/rooms?query= | ``",
        "200 | GET | /v2/rooms?query=roomId%5E'a'%20metadata%5B'a'%5D%3A%22b%5Cn%22 | ``"
      })
  void requestWhenRefusedThenForTheSameReason(int status, String method, String path, String body)
      throws Exception {
    Map<String, Object> ours = answer(fake.baseUrl(), fake.secretKey(), method, path, body);
    Map<String, Object> theirs = answer(devServer, DevServer.SECRET_KEY, method, path, body);

    assertThat(theirs.get("status")).isEqualTo(status);
    assertThat(ours.get("status")).isEqualTo(status);
    assertThat(ours.get("error")).isEqualTo(theirs.get("error"));
  }

  /**
   * Where the fake goes with Liveblocks' documentation and the development server does not, with
   * both statuses. A row that is no difference any more fails.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a room that is not there cannot be deleted | 204 | 404 | DELETE | /v2/rooms/ID | ``",
        "defaultAccesses are required | 200 | 422 | POST | /v2/rooms | {\"id\":\"ID\"}",
        "ids are not empty | 200 | 422 | POST | /v2/rooms | {\"id\":\"\",\"defaultAccesses\":[]}",
        "scopes must exist | 200 | 422 | POST | /v2/rooms/ROOM | {\"defaultAccesses\":[\"a:b\"]}",
        "null removes metadata | 422 | 200 | POST | /v2/rooms/ROOM | {\"metadata\":{\"m\":null}}",
        "null empties the default | 422 | 200 | POST | /v2/rooms/ROOM | {\"defaultAccesses\":null}",
        "pages have a size | 200 | 422 | GET | /v2/rooms?limit=0 | ``",
        "cursors are not made up | 200 | 422 | GET | /v2/rooms?startingAfter=%21 | ``"
      })
  void requestWhenServersDifferThenAsNamedHere(
      String what, int official, int ours, String method, String path, String body)
      throws Exception {
    assertThat(answer(devServer, DevServer.SECRET_KEY, method, path, body).get("status"))
        .as("the development server: %s", what)
        .isEqualTo(official);
    assertThat(answer(fake.baseUrl(), fake.secretKey(), method, path, body).get("status"))
        .as("the fake: %s", what)
        .isEqualTo(ours);
  }

  /** Of the conditions of a list, the development server heeds the organization alone. */
  @Test
  void listWhenConditionsAreSetThenTheDevelopmentServerIgnoresAllButOne() {
    both(rooms -> rooms.create(NewRoom.of(id).metadata("k", "v")));
    both(rooms -> rooms.create(NewRoom.of("2 " + id).organizationId(id)));
    List<RoomQuery> heeded = List.of(RoomQuery.all().organizationId(id));
    List<RoomQuery> ignored =
        List.of(
            RoomQuery.all().pageSize(1),
            RoomQuery.all().userId("nobody"),
            RoomQuery.all().groupIds("none"),
            RoomQuery.all().roomIdStartsWith("no such"),
            RoomQuery.all().metadata("k", "no such"));

    for (RoomQuery query : heeded) {
      assertThat(liveblocks.rooms().list(query).items())
          .extracting(Room::id)
          .containsExactly("2 " + id);
      assertThat(ofFake.rooms().list(query).items())
          .extracting(Room::id)
          .containsExactly("2 " + id);
    }
    for (RoomQuery query : ignored) {
      assertThat(liveblocks.rooms().list(query).items())
          .as("%s", query)
          .extracting(Room::id)
          .contains(id, "2 " + id);
      assertThat(ofFake.rooms().list(query).items()).as("%s", query).hasSizeLessThan(2);
    }
  }

  private static Stream<Named<BiConsumer<Rooms, Groups>>> notImplemented() {
    RoomUpdate update = RoomUpdate.none().metadata("a", "b");
    LiveblocksUser user = LiveblocksUser.of("u");
    return Stream.of(
        operation("upsert", (rooms, groups) -> rooms.upsert("r", update)),
        operation("rename", (rooms, groups) -> rooms.rename("r", "s")),
        operation("prewarm", (rooms, groups) -> rooms.prewarm("r")),
        operation("broadcast", (rooms, groups) -> rooms.broadcast("r", 1)),
        operation(
            "setPresence",
            (rooms, groups) -> rooms.setPresence("r", user, Map.of(), Duration.ofSeconds(9))),
        operation("groups.create", (rooms, groups) -> groups.create(NewGroup.of("g"))),
        operation("groups.get", (rooms, groups) -> groups.get("g")),
        operation("groups.find", (rooms, groups) -> groups.find("g")),
        operation("groups.addMembers", (rooms, groups) -> groups.addMembers("g", List.of("u"))),
        operation(
            "groups.removeMembers", (rooms, groups) -> groups.removeMembers("g", List.of("u"))),
        operation("groups.delete", (rooms, groups) -> groups.delete("g")),
        operation("groups.list", (rooms, groups) -> groups.list(PageRequest.first())),
        operation(
            "groups.listByUser", (rooms, groups) -> groups.listByUser("u", PageRequest.first())));
  }

  private static Named<BiConsumer<Rooms, Groups>> operation(
      String name, BiConsumer<Rooms, Groups> call) {
    return Named.of(name, call);
  }

  /** A release of the development server that can do one of these makes this test fail. */
  @ParameterizedTest
  @MethodSource("notImplemented")
  void operationWhenTheDevelopmentServerLacksItThen501(BiConsumer<Rooms, Groups> operation) {
    assertThatThrownBy(() -> operation.accept(liveblocks.rooms(), liveblocks.groups()))
        .isInstanceOfSatisfying(
            LiveblocksApiException.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(501);
              assertThat(failure.code()).contains("Not implemented");
              assertThat(failure.isTransient()).isFalse();
            });
  }

  private interface Call<T> {
    T on(Rooms rooms);
  }

  private Room both(Call<Room> call) {
    Room theirs = call.on(liveblocks.rooms());
    Room ours = call.on(ofFake.rooms());
    assertThat(ours)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Instant.class)
        .isEqualTo(theirs);
    return theirs;
  }

  private void bothFail(int status, String code, Call<?> call) {
    for (Liveblocks each : List.of(liveblocks, ofFake)) {
      assertThatThrownBy(() -> call.on(each.rooms()))
          .isInstanceOfSatisfying(
              LiveblocksApiException.class,
              failure -> {
                assertThat(failure.status()).isEqualTo(status);
                assertThat(failure.code()).contains(code);
                assertThat(failure.apiMessage()).isPresent();
              });
    }
  }

  /**
   * The answer's status and members. ROOM stands for the id of a room that is there, ID for one
   * that is not.
   */
  private Map<String, Object> answer(
      URI server, String secretKey, String method, String path, String body) throws Exception {
    HttpResponse<String> unused =
        send(
            server,
            secretKey,
            "POST",
            "/v2/rooms?idempotent",
            """
            {"id":"there %s","defaultAccesses":["room:read"],"metadata":{"m":"1"},
             "usersAccesses":{"u":["*:write"]},"groupsAccesses":{"g":["*:read"]}}\
            """
                .formatted(id));
    HttpResponse<String> response =
        send(
            server,
            secretKey,
            method,
            path.replace("ROOM", encoded("there " + id)).replace("ID", encoded(id)),
            body.replace("ROOM", "there " + id).replace("ID", id));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", response.statusCode());
    answer.put("type", response.headers().firstValue("Content-Type").orElse("none"));
    if (!response.body().isEmpty()) {
      answer.putAll(Json.toMap(json.readObject(response.body())));
    }
    answer.computeIfPresent("createdAt", (name, time) -> time.toString().replaceAll("[0-9]", "9"));
    return answer;
  }

  private static HttpResponse<String> send(
      URI server, String secretKey, String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + secretKey)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(octet));
    }
    return encoded.toString();
  }
}
