package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.AuthToken;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomUpdate;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the handbook's page for those who come from the real @liveblocks/node with it. */
@Tag("e2e")
class ComingFromNodeIT {

  private static final Path THEIRS = Path.of("src/test/resources/readme/node-theirs.js");
  private static final Path PAGE = Path.of("src/docs/coming-from-node.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern PATH = Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE) /v2\\S*)`");

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  @Test
  void callsAreTheSameRequestsAsTheirs() throws InterruptedException {
    Room unused = liveblocks.rooms().create(NewRoom.of("acme:plans"));
    try (ChildProcess theirs =
        new ChildProcess(
            "node",
            "node-theirs.mjs",
            fake.baseUrl().toString(),
            fake.secretKey(),
            THEIRS.toAbsolutePath().toString())) {
      assertThat(theirs.awaitSuccess()).contains("acme:plans");
    }

    // snippet: node-ours
    LiveblocksUser alice = LiveblocksUser.of("alice@acme").userInfo(Map.of("name", "Alice"));
    AuthToken idToken = liveblocks.identifyUser(alice.groupIds("designers").organizationId("acme"));

    Session session =
        Session.none()
            .allowPrefix("acme:", Permission.WRITE)
            .allow("handbook", Permission.READ, Permission.COMMENTS_WRITE);
    AuthToken accessToken = liveblocks.authorizeUser(alice, session);

    Room room =
        liveblocks
            .rooms()
            .update(
                "acme:plans",
                RoomUpdate.none()
                    .allowEveryone()
                    .allowUser("bob@acme", Permission.READ)
                    .removeUser("eve@acme")
                    .metadata("type", "whiteboard"));
    // end

    List<Object> requests = fake.requests().stream().map(ComingFromNodeIT::meaning).toList();
    assertThat(requests.subList(4, 7)).isEqualTo(requests.subList(1, 4));
    assertThat(List.of(idToken, accessToken)).doesNotHaveDuplicates();
    assertThat(room.accesses().usersAccesses()).containsOnlyKeys("bob@acme");
  }

  /** Method, path and JSON, whose members have no order. */
  private static Object meaning(RecordedRequest request) {
    try (var reader = Json.createReader(new StringReader(request.body()))) {
      JsonValue body = reader.readValue();
      return List.of(request.toString(), body);
    }
  }

  @Test
  void methodsAreAllOfTheirsWithTheirPaths() throws IOException, InterruptedException {
    Map<String, String> documented = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      documented.put(row.group(1), row.group(2));
    }
    try (ChildProcess methods = new ChildProcess("node", "node-methods.mjs")) {
      List<String> names = new ArrayList<>();
      for (String line : methods.awaitSuccess()) {
        List<String> calls = Arrays.asList(line.split("\t", -1));
        String name = calls.get(0);
        names.add(name);
        Matcher path = PATH.matcher(documented.getOrDefault(name, ""));
        if (calls.size() > 1 && path.find()) {
          assertThat(calls).contains(path.group(1));
        }
      }
      assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }
  }
}
