package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix;
import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.rooms.Rooms;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the snippets of the chapters on rooms and on the API. */
class RoomsChapterTest {

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  @Test
  void roomsLiveAsDocumented() {
    // snippet: rooms-create
    Rooms rooms = liveblocks.rooms();

    Room room =
        rooms.getOrCreate(
            NewRoom.of("acme:plans")
                .accesses(
                    RoomAccesses.none()
                        .allowGroup("designers", Permission.WRITE)
                        .allowUser("bob", Permission.READ, Permission.COMMENTS_WRITE))
                .metadata("type", "whiteboard"));
    // end

    // snippet: rooms-update
    rooms.update(
        "acme:plans",
        RoomUpdate.none()
            .allowEveryone(Permission.READ)
            .allowUser("carol", Permission.WRITE)
            .removeUser("bob")
            .metadata("title", "Plans for spring"));
    // end

    assertThat(room.accesses().usersAccesses()).containsOnlyKeys("bob");
    assertThat(rooms.get("acme:plans").accesses().usersAccesses()).containsOnlyKeys("carol");

    var unused = rooms.update("acme:plans", RoomUpdate.none().allowUser("bob", Permission.READ));
    // snippet: rooms-revoke
    rooms.update("acme:plans", RoomUpdate.none().removeUser("bob"));
    rooms.broadcast("acme:plans", Map.of("type", "access-changed"));
    // end

    assertThat(rooms.get("acme:plans").accesses().usersAccesses()).doesNotContainKey("bob");
    assertThat(fake.requests())
        .filteredOn(request -> request.path().endsWith("/broadcast-event"))
        .singleElement()
        .satisfies(event -> assertThat(event.body()).isEqualTo("{\"type\":\"access-changed\"}"));
  }

  @Test
  void roomsAreFoundAndSayWhoMayDoWhat() {
    RoomAccesses accesses = RoomAccesses.none().allowGroup("designers", Permission.WRITE);
    NewRoom plans = NewRoom.of("acme:plans").accesses(accesses).metadata("type", "whiteboard");
    Room created = liveblocks.rooms().create(plans.metadata("title", "Plans for spring"));
    List<String> titles = new ArrayList<>();

    // snippet: rooms-iterate
    RoomQuery query =
        RoomQuery.all()
            .userId("carol")
            .groupIds("designers")
            .roomIdStartsWith("acme:")
            .metadata("type", "whiteboard");

    for (Room room : liveblocks.rooms().iterate(query)) {
      titles.add(room.metadata().text("title").orElse(room.id()));
    }
    // end

    assertThat(titles).containsExactly("Plans for spring");

    // snippet: rooms-matrix
    LiveblocksUser dave = LiveblocksUser.of("dave").groupIds("designers");
    PermissionMatrix matrix = liveblocks.rooms().get("acme:plans").accesses().permissionsOf(dave);

    boolean mayEdit = matrix.allows(RoomResource.STORAGE, AccessLevel.WRITE); // true
    String why = matrix.why(RoomResource.STORAGE).toString();
    // STORAGE WRITE: *:write of groupsAccesses 'designers'
    // end

    assertThat(created.accesses().permissionsOf(dave).toMap()).isEqualTo(matrix.toMap());
    assertThat(mayEdit).isTrue();
    assertThat(why).isEqualTo("STORAGE WRITE: *:write of groupsAccesses 'designers'");

    // snippet: rooms-session
    Session session =
        Session.none()
            .allowPrefix("acme:", Permission.READ, Permission.COMMENTS_WRITE)
            .allow("acme:plans", Permission.WRITE);

    AccessLevel comments = session.permissionsIn("acme:x").access(RoomResource.COMMENTS); // WRITE
    // end

    assertThat(comments).isEqualTo(AccessLevel.WRITE);
  }

  // snippet: rooms-call-type
  public record CommentThread(String id, boolean resolved) {}

  // end

  @Test
  void callReadsItsResult() {
    fake.next(Failure.status(200).body("{\"id\":\"th_1\",\"resolved\":true}"));

    // snippet: rooms-call
    CommentThread thread =
        liveblocks
            .call("POST", "/v2/rooms/{roomId}/threads/{threadId}/mark-as-resolved")
            .variable("roomId", "acme:plans")
            .variable("threadId", "th_1")
            .body(Map.of("userId", "alice"))
            .idempotent(true)
            .send(CommentThread.class);
    // end

    assertThat(thread).isEqualTo(new CommentThread("th_1", true));
  }

  @Test
  void createWhenTheRoomExistsThenFailsWithConflict() {
    Rooms rooms = liveblocks.rooms();
    NewRoom plans = NewRoom.of("acme:plans");
    Room first = rooms.create(plans);
    List<String> log = new ArrayList<>();

    // snippet: rooms-failure
    try {
      rooms.create(plans);
    } catch (LiveblocksApiException e) {
      if (e.status() == 409) {
        log.add("already there: " + e.code().orElse("")); // ROOM_ALREADY_EXISTS
      }
    }
    // end

    assertThat(log).containsExactly("already there: ROOM_ALREADY_EXISTS");

    // snippet: api-timeout
    Room room = liveblocks.rooms().timeout(Duration.ofSeconds(2)).get("acme:plans");
    // end
    assertThat(room).isEqualTo(first);
  }
}
