package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksTimeoutException;
import io.github.liveblocks4j.testing.Failure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @AutoClose private final FakeRooms context = new FakeRooms();
  private final Rooms rooms = context.rooms;

  @Test
  void createWhenNewThenRoomIsAsRequested() {
    RoomAccesses accesses =
        RoomAccesses.none()
            .allowEveryone(Permission.READ)
            .allowGroup("designers", Permission.WRITE, Permission.COMMENTS_NONE)
            .allowUser("bob");

    Room room =
        rooms.create(
            NewRoom.of("acme:plans")
                .accesses(accesses)
                .metadata("type", "white\"board\\")
                .metadata("tags", List.of("a", "b"))
                .organizationId("acme"));

    assertThat(room.id()).isEqualTo("acme:plans");
    assertThat(room.organizationId()).isEqualTo("acme");
    assertThat(room.createdAt()).isEqualTo(FakeRooms.NOW);
    assertThat(room.lastConnectionAt()).isNull();
    assertThat(room.accesses()).isEqualTo(accesses);
    assertThat(room.metadata().text("type")).contains("white\"board\\");
    assertThat(room.metadata().text("tags")).isEmpty();
    assertThat(room.metadata().list("tags")).containsExactly("a", "b");
    assertThat(room.metadata().list("type")).containsExactly("white\"board\\");
    assertThat(room.metadata().list("none")).isEmpty();
    assertThat(room.metadata().entries()).containsOnlyKeys("type", "tags");
    assertThat(rooms.get("acme:plans")).isEqualTo(room);
    assertThat(rooms.find("acme:plans")).contains(room);
    assertThat(room.toString()).contains("acme:plans").doesNotContain("white");
    assertThat(context.fake.requests().get(0).body())
        .isEqualTo(
            """
            {"id":"acme:plans","defaultAccesses":["*:read"],\
            "groupsAccesses":{"designers":["*:write","comments:none"]},\
            "usersAccesses":{"bob":[]},\
            "metadata":{"type":"white\\"board\\\\","tags":["a","b"]},"organizationId":"acme"}\
            """);
  }

  @Test
  void getOrCreateWhenRoomExistsThenItStaysAsItIs() {
    Room old = rooms.getOrCreate(NewRoom.of("r").metadata("a", "1"));

    assertThat(rooms.getOrCreate(NewRoom.of("r").metadata("a", "2"))).isEqualTo(old);
    assertThat(old.accesses()).isEqualTo(RoomAccesses.none());
    assertThat(old.organizationId()).isEqualTo("default");
  }

  @Test
  void upsertWhenRoomIsNewOrOldThenUpdateCountsAndCreateOnlyOnce() {
    NewRoom create =
        NewRoom.of("r")
            .accesses(RoomAccesses.none().allowEveryone(Permission.READ))
            .metadata("by", "alice");
    RoomUpdate update = RoomUpdate.none().metadata("n", "1");

    Room created = rooms.upsert(create, update);
    Room updated = rooms.upsert("r", RoomUpdate.none().metadata("n", "2").allowEveryone());

    assertThat(created.metadata().entries()).isEqualTo(Map.of("by", "alice", "n", "1"));
    assertThat(created.accesses().defaultAccesses()).containsExactly(Permission.READ);
    assertThat(updated.metadata().entries()).isEqualTo(Map.of("by", "alice", "n", "2"));
    assertThat(updated.accesses().defaultAccesses()).isEmpty();
    assertThat(rooms.upsert("new", update).id()).isEqualTo("new");
    assertThat(rooms.upsert(create, update).metadata().text("n")).contains("1");
  }

  @Test
  void updateWhenEntriesAreSetAndRemovedThenOthersStay() {
    rooms.create(
        NewRoom.of("r")
            .accesses(
                RoomAccesses.none()
                    .allowGroup("g1", Permission.READ)
                    .allowGroup("g2", Permission.READ)
                    .allowUser("u1", Permission.READ)
                    .allowUser("u2", Permission.READ))
            .metadata("a", "1")
            .metadata("b", "2"));

    Room room =
        rooms.update(
            "r",
            RoomUpdate.of(RoomAccesses.none().allowGroup("g1", Permission.WRITE))
                .allowEveryone(Permission.READ)
                .allowGroup("g3", Permission.READ)
                .removeGroup("g2")
                .removeUser("u1")
                .allowUser("u3", Permission.WRITE, Permission.FEEDS_NONE)
                .metadata("a", List.of("x"))
                .removeMetadata("b"));

    assertThat(room.accesses())
        .isEqualTo(
            RoomAccesses.none()
                .allowEveryone(Permission.READ)
                .allowGroup("g1", Permission.WRITE)
                .allowGroup("g3", Permission.READ)
                .allowUser("u2", Permission.READ)
                .allowUser("u3", Permission.WRITE, Permission.FEEDS_NONE));
    assertThat(room.metadata().entries()).isEqualTo(Map.of("a", List.of("x")));
    assertThat(context.lastRequest().body())
        .isEqualTo(
            """
            {"defaultAccesses":["*:read"],"groupsAccesses":{"g1":["*:write"],"g3":["*:read"],"g2":null},\
            "usersAccesses":{"u1":null,"u3":["*:write","feeds:none"]},\
            "metadata":{"a":["x"],"b":null}}\
            """);
  }

  @Test
  void timeoutWhenShorterThenEndsTheCallsOfTheseOperationsAlone() {
    context.create("r");
    context.fake.next(Failure.hang(), Failure.hang());
    Duration timeout = Duration.ofMillis(1);

    assertThatThrownBy(() -> rooms.timeout(timeout).get("r"))
        .isInstanceOf(LiveblocksTimeoutException.class)
        .hasMessageContaining("1 ms");
    assertThatThrownBy(() -> context.groups.timeout(timeout).find("g"))
        .isInstanceOf(LiveblocksTimeoutException.class);
    context.fake.clearFailures();
    assertThat(rooms.get("r").id()).isEqualTo("r");
    assertThatThrownBy(() -> rooms.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moveWhenItIsInTheOrganizationThenBelongsToTheOther() {
    context.create("r");

    Room moved = rooms.moveToOrganization("r", "default", "acme");

    assertThat(moved.organizationId()).isEqualTo("acme");
    assertThat(rooms.get("r")).isEqualTo(moved);
    assertThatThrownBy(() -> rooms.moveToOrganization("r", "default", "other"))
        .isInstanceOf(LiveblocksApiException.class);
  }

  @Test
  void activeUsersWhenRoomIsNotEmptyThenOneForEachUntilItIsDeleted() {
    context.create("r");
    context.fake.setActiveUsers("r", Map.of("alice", Map.of("name", "Ålice", "n", 1)));

    List<Room.ActiveUser> users = rooms.activeUsers("r");

    assertThat(users).hasSize(1);
    assertThat(users.get(0).userId()).isEqualTo("alice");
    assertThat(users.get(0).connectionId()).isEqualTo(1);
    assertThat(users.get(0).userInfo()).isEqualTo(Map.of("name", "Ålice", "n", BigDecimal.ONE));
    assertThat(users.get(0).toString()).contains("alice").doesNotContain("Ålice");
    Room unused = rooms.rename("r", "s");
    assertThat(rooms.activeUsers("s")).isEqualTo(users);

    rooms.broadcast("s", 1);
    assertThat(context.lastRequest().body()).as("an event need not be an object").isEqualTo("1");
    assertThat(rooms.delete("s")).isTrue();
  }

  @Test
  void activeUsersWhenAnonymousThenNoId() {
    context.fake.next(
        Failure.status(200)
            .body("{\"data\":[{\"type\":\"user\",\"connectionId\":7,\"id\":null}]}"));

    Room.ActiveUser user = rooms.activeUsers("r").get(0);

    assertThat(user.userId()).isNull();
    assertThat(user.userInfo()).isEmpty();
  }

  @Test
  void setPresenceWhenDataOrTimeIsInvalidThenRejected() {
    LiveblocksUser bot = LiveblocksUser.of("bot");

    assertThatThrownBy(() -> rooms.setPresence("r", bot, "text", Duration.ofSeconds(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data must be a JSON object");
    assertThatThrownBy(() -> rooms.setPresence("r", bot, Map.of(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeToLive");
  }

  @Test
  void getWhenResponseHasUnknownOrOldMembersThenRead() {
    String json =
        """
        {"type":"room","id":"r","createdAt":"2020-01-02T03:04:05.678Z",
         "lastConnectionAt":"2021-01-01T00:00:00.000Z","new":{"a":["s3cret"]},
         "metadata":{"s":"t","l":["a",1],"n":3,"null":null},
         "defaultAccesses":["room:read","room:write","storage:read"],
         "groupsAccesses":{"g":["not a scope","*:read","of:2030:write"],"h":"odd"},
         "usersAccesses":[]}
        """;
    context.fake.next(Failure.status(200).body(json));

    Room room = rooms.get("r");

    assertThat(room.json()).isEqualToIgnoringWhitespace(json);
    assertThat(room.toString()).doesNotContain("s3cret");
    assertThat(room.createdAt()).isEqualTo(Instant.parse("2020-01-02T03:04:05.678Z"));
    assertThat(room.lastConnectionAt()).isEqualTo(Instant.parse("2021-01-01T00:00:00Z"));
    assertThat(room.organizationId()).isEqualTo("default");
    assertThat(room.metadata().entries()).isEqualTo(Map.of("s", "t", "l", List.of("a")));
    assertThat(room.accesses().defaultAccesses())
        .containsExactly(Permission.ROOM_READ, Permission.ROOM_WRITE, Permission.STORAGE_READ);
    assertThat(room.accesses().groupsAccesses())
        .isEqualTo(
            Map.of("g", Set.of(Permission.READ, Permission.of("of:2030:write")), "h", Set.of()));
    assertThat(room.accesses().usersAccesses()).isEmpty();
    assertThat(room.accesses().permissionsOf(LiveblocksUser.of("u")).access(RoomResource.ROOM))
        .isEqualTo(AccessLevel.WRITE);
  }
}
