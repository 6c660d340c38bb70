package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.support.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private final FakeRooms context = new FakeRooms();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
    context.close();
  }

  @Test
  void createWhenDocumentedLimitsArePassedThenSentAndWarned() {
    RoomAccesses accesses = RoomAccesses.none().allowGroup("g".repeat(129), Permission.READ);
    for (int i = 0; i <= 1_000; i++) {
      accesses = accesses.allowUser("u" + i, Permission.READ);
    }
    NewRoom room =
        NewRoom.of("r")
            .accesses(accesses)
            .metadata("k".repeat(41), "v")
            .metadata("long", List.of("short", "v".repeat(257)));
    for (int i = 0; i < 49; i++) {
      room = room.metadata("k" + i, "v");
    }

    assertThat(context.rooms.create(room).accesses().usersAccesses()).hasSize(1_001);
    assertThat(warnings())
        .contains("an id in groupsAccesses has 129 characters; Liveblocks documents at most 128")
        .contains("usersAccesses has 1001 entries; Liveblocks documents at most 1000")
        .contains("metadata has 51 entries; Liveblocks documents at most 50")
        .contains("metadata key '" + "k".repeat(41) + "' has 41 characters")
        .contains("metadata value of 'long' has 257 characters; Liveblocks documents at most 256");
  }

  @Test
  void callsWhenWithinLimitsThenNoWarning() {
    context.create("r".repeat(128));
    context.rooms.broadcast("r".repeat(128), "e");
    context.rooms.setPresence(
        "r".repeat(128), LiveblocksUser.of("u"), Map.of(), Duration.ofSeconds(3_599));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void updateWhenTheSameLimitIsExceededAgainThenWarnedOnce() {
    context.create("r");
    RoomUpdate update = RoomUpdate.none().metadata("once".repeat(20), "v");
    for (int i = 0; i < 10; i++) {
      assertThat(context.rooms.update("r", update).id()).isEqualTo("r");
    }

    assertThat(log.at(Level.WARNING))
        .singleElement()
        .asString()
        .contains("has 80 characters; Liveblocks documents at most 40");
  }

  @Test
  void eventWhenLargeThenWarnedWithoutItsText() {
    context.create("r");

    context.rooms.broadcast("r", "secret".repeat(200_000));

    assertThat(warnings())
        .contains("event has 1200002 characters; Liveblocks documents at most 1048576")
        .doesNotContain("secret");
  }

  private String warnings() {
    return String.join("\n", log.at(Level.WARNING));
  }
}
