package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CustomerResolver;
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.PermissionMatrix.AccessLevel;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.rooms.Groups;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import io.github.liveblocks4j.rooms.RoomQuery;
import io.github.liveblocks4j.rooms.Rooms;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.testing.AuthRequests;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the snippets of the pages for those who begin, or come from elsewhere. */
class NewcomersChapterTest {

  private static final Pattern OPERATION = Pattern.compile("`(rooms|groups)\\(\\)\\.(\\w+)`");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final Pattern SCOPE = Pattern.compile("`([a-z*]+(?::[a-z]+)+)`");

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final Liveblocks liveblocks = extension.client();

  @Test
  void quickstartsRoomIsForTheSignedInUser() {
    // snippet: quickstart-room
    RoomAccesses accesses = RoomAccesses.none().allowEveryone(Permission.READ);
    accesses = accesses.allowGroup("designers", Permission.WRITE);
    accesses = accesses.allowUser("alice@acme", Permission.WRITE);
    Room plans = liveblocks.rooms().getOrCreate(NewRoom.of("plans").accesses(accesses));
    // end

    assertThat(
            plans
                .accesses()
                .permissionsOf(LiveblocksUser.of("alice@acme"))
                .allows(RoomResource.STORAGE, AccessLevel.WRITE))
        .isTrue();
  }

  @Test
  void organizationIsTheOneOfTheSession() {
    AuthRequest request =
        AuthRequests.forRoom("plans")
            .session("account", new CustomerResolver.Account("alice@acme", "acme"))
            .build();

    assertThat(new CustomerResolver().resolve(request))
        .isEqualTo(LiveblocksUser.of("alice@acme").organizationId("acme"));
    assertThat(new CustomerResolver().resolve(AuthRequests.forRoom("plans").build())).isNull();
  }

  @Test
  void roomsOfAnOrganizationAreListedAndMoved() {
    List<String> ids = new ArrayList<>();

    // snippet: organization-rooms
    Rooms rooms = liveblocks.rooms();
    Room room = rooms.getOrCreate(NewRoom.of("acme:plans").organizationId("acme"));

    for (Room each : rooms.iterate(RoomQuery.all().organizationId("acme"))) {
      ids.add(each.id());
    }
    // end

    // snippet: organization-move
    Room moved = rooms.moveToOrganization("acme:plans", room.organizationId(), "globex");
    // end

    assertThat(ids).containsExactly("acme:plans");
    assertThat(moved.organizationId()).isEqualTo("globex");
  }

  @Test
  void operationsOfNodesTableAreOurs() {
    Set<String> documented =
        results(OPERATION, "coming-from-node.md")
            .map(found -> found.group(1) + "." + found.group(2))
            .collect(Collectors.toSet());
    Set<String> ours =
        Stream.concat(operations("rooms.", Rooms.class), operations("groups.", Groups.class))
            .collect(Collectors.toSet());

    assertThat(ours).containsAll(documented);
    ours.removeAll(documented);
    assertThat(ours)
        .as("without a row in coming-from-node.md, since Node has none of it")
        .containsExactlyInAnyOrder("rooms.moveToOrganization", "rooms.timeout", "groups.timeout");
  }

  @Test
  void operationsOfRoomsAreAllInTheirTable() {
    Set<String> documented =
        results(WORD, "rooms-and-permissions.md")
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(operations("", Rooms.class))
        .as("operations in the table of rooms-and-permissions.md")
        .allMatch(documented::contains);
  }

  @Test
  void scopesAreThePermissions() {
    List<String> scopes =
        results(SCOPE, "scopes-and-limits.md").map(found -> found.group(1)).toList();
    assertThat(Permission.class.getFields())
        .extracting(constant -> String.valueOf(constant.get(null)))
        .containsExactlyInAnyOrderElementsOf(scopes);
  }

  private static Stream<MatchResult> results(Pattern pattern, String page) {
    return pattern.matcher(Documents.text(Path.of("src/docs", page))).results();
  }

  private static Stream<String> operations(String prefix, Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .map(prefix::concat);
  }
}
