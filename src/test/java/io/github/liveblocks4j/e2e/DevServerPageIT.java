package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the handbook's page about the development server with that server, and the fake. */
@Tag("e2e")
class DevServerPageIT {

  private static final Path PAGE = Path.of("src/docs/dev-server.md");
  private static final Pattern COMMAND =
      Pattern.compile("<!-- command: dev-server -->\n```sh\n(.*)\n```");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|:]+(?:: [^|]+)?) \\| ([^|]*) \\| ([^|]*)\\|$", Pattern.MULTILINE);

  /** One operation for each row of the table; those that are no calls have none. */
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("tokens", "POST /v2/identify-user"),
          Map.entry("rooms: create", "GET /v2/rooms"),
          Map.entry("rooms: upsert", "POST /v2/rooms/r/update-organization-id"),
          Map.entry("active users", "GET /v2/rooms/r/active-users"),
          Map.entry("broadcast", "POST /v2/rooms/r/presence"),
          Map.entry("storage: read", "GET /v2/rooms/r/storage"),
          Map.entry("storage: JSON Patch", "PATCH /v2/rooms/r/storage/json-patch"),
          Map.entry("Yjs", "GET /v2/rooms/r/ydoc-binary"),
          Map.entry("versions", "POST /v2/rooms/r/versions"),
          Map.entry("groups", "GET /v2/groups"),
          Map.entry("feeds", "GET /v2/rooms/r/feeds"),
          Map.entry("threads", "GET /v2/rooms/r/threads"));

  @TempDir private Path directory;

  /** In a program that the development server runs, for which a function stands here. */
  @Test
  void clientTakesTheSettingsAndOperationsAreThoseOfTheTable() throws IOException {
    int rows = 0;
    try (DevServer devServer = new DevServer();
        FakeLiveblocks fake = FakeLiveblocks.start();
        Liveblocks faked = DevServer.client(fake.baseUrl(), fake.secretKey())) {
      UnaryOperator<String> env =
          name ->
              name.equals("LIVEBLOCKS_SECRET_KEY")
                  ? DevServer.SECRET_KEY
                  : devServer.baseUrl().toString();

      // snippet: dev-server-client
      Liveblocks liveblocks =
          Liveblocks.builder()
              .secretKey(env.apply("LIVEBLOCKS_SECRET_KEY")) // env = System::getenv
              .baseUrl(env.apply("LIVEBLOCKS_BASE_URL"))
              .build();
      // end

      try (liveblocks) {
        assertThat(liveblocks.identifyUser(LiveblocksUser.of("alice")).value()).isNotEmpty();
      }

      devServer.createRoom("r", Map.of());
      Room unused = faked.rooms().create(NewRoom.of("r"));
      Matcher row = ROW.matcher(Files.readString(PAGE));
      while (row.find()) {
        String label = row.group(1);
        for (var operation : OPERATIONS.entrySet()) {
          if (label.startsWith(operation.getKey())) {
            rows++;
            assertThat(status(devServer.client(), operation.getValue()) != 501)
                .as("%s at the development server", label)
                .isEqualTo(!row.group(2).equals("501"));
            assertThat(status(faked, operation.getValue()))
                .as("%s at the fake", label)
                .satisfies(
                    status ->
                        assertThat(status == 404 || status == 405)
                            .isEqualTo(row.group(3).isBlank()));
          }
        }
      }
    }
    assertThat(rows).isEqualTo(OPERATIONS.size());
  }

  private static int status(Liveblocks liveblocks, String operation) {
    String[] parts = operation.split(" ", 2);
    var call = liveblocks.call(parts[0], parts[1]);
    if (!parts[0].equals("GET")) {
      call.body(Map.of());
    }
    try {
      return call.exchange().status();
    } catch (LiveblocksApiException e) {
      return e.status();
    }
  }

  /** Only the command that it runs is another. */
  @Test
  void commandGetsTheSettings() throws IOException, InterruptedException {
    Matcher command = COMMAND.matcher(Files.readString(PAGE));
    assertThat(command.find()).isTrue();
    String print = "echo set: \\$LIVEBLOCKS_BASE_URL \\$LIVEBLOCKS_SECRET_KEY";
    // command: dev-server
    String line = command.group(1).replace("mvn test", print) + " --random-port";
    String project = project().toAbsolutePath().toString();
    try (ChildProcess shell = new ChildProcess("sh", "-c", "cd '" + project + "' && " + line)) {
      assertThat(shell.awaitSuccess())
          .anyMatch(output -> output.matches("set: http://localhost:\\d+ sk_localdev"));
    }
  }

  /** A directory in which Bun is installed: its package does so by a script, and runs none here. */
  private Path project() throws IOException {
    Path programs = Files.createDirectories(directory.resolve("node_modules/.bin"));
    Path liveblocks = ChildProcess.HOME.resolve("node_modules/liveblocks/dist/index.js");
    Path unused1 =
        Files.createSymbolicLink(programs.resolve("liveblocks"), liveblocks.toAbsolutePath());
    Path unused2 = Files.createSymbolicLink(programs.resolve("bun"), Path.of(DevServer.bun()));
    return directory;
  }
}
