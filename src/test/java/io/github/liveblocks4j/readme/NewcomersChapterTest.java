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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the snippets of the pages for those who begin, or come from elsewhere. */
class NewcomersChapterTest {

  private static final Pattern NODES_ROOMS = Pattern.compile("`rooms\\(\\)\\.(\\w+)`");
  private static final Pattern NODES_GROUPS = Pattern.compile("`groups\\(\\)\\.(\\w+)`");
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

  /** What Node has none of has no row on the page for those who come from there. */
  @Test
  void operationsAreThoseOfTheTables() {
    assertThat(operations(Rooms.class)).isSubsetOf(words(WORD, "rooms-and-permissions.md"));

    Set<String> ours = operations(Rooms.class);
    ours.removeAll(Set.of("moveToOrganization", "timeout"));
    assertThat(words(NODES_ROOMS, "coming-from-node.md")).isEqualTo(ours);
    Set<String> groups = operations(Groups.class);
    groups.remove("timeout");
    assertThat(words(NODES_GROUPS, "coming-from-node.md")).isEqualTo(groups);
  }

  @Test
  void scopesAreThePermissions() {
    assertThat(Permission.class.getFields())
        .extracting(constant -> String.valueOf(constant.get(null)))
        .containsExactlyInAnyOrderElementsOf(words(SCOPE, "scopes-and-limits.md"));
  }

  /** Returns what a pattern finds on a page of the handbook. */
  private static Set<String> words(Pattern pattern, String page) {
    return pattern
        .matcher(Documents.text(Path.of("src/docs", page)))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> operations(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }
}
