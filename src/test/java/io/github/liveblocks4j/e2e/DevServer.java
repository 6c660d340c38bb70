package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.rooms.RoomAccesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Liveblocks' own development server: a separate program, on a free port. */
final class DevServer implements AutoCloseable {

  /** The only secret key it takes. */
  static final String SECRET_KEY = "sk_localdev";

  private static final String READY = "ready at ";

  private final ChildProcess process;
  private final URI baseUrl;
  private final Liveblocks liveblocks;

  private static final class Shared {
    static final DevServer SERVER = new DevServer();
  }

  /** Returns the one that the tests share; it ends with this process. */
  static DevServer shared() {
    return Shared.SERVER;
  }

  DevServer() {
    // With --cmd it serves as long as the command runs, and passes the address to it; this one runs
    // as long as our end of its input is open.
    String untilInputEnds = "echo \"" + READY + "$LIVEBLOCKS_BASE_URL\"; exec cat";
    process =
        new ChildProcess(
            bun(),
            "node_modules/liveblocks/dist/index.js",
            "dev",
            "--random-port",
            "--host",
            "127.0.0.1",
            "--cmd",
            untilInputEnds);
    String line = process.nextLine();
    while (!line.startsWith(READY)) {
      line = process.nextLine();
    }
    baseUrl = URI.create(line.substring(READY.length()));
    liveblocks = client(baseUrl, SECRET_KEY);
  }

  static Liveblocks client(URI baseUrl, String secretKey) {
    return Liveblocks.builder()
        .baseUrl(baseUrl.toString())
        .secretKey(secretKey)
        .deadline(Duration.ofMinutes(5)) // The machine can be busy.
        .build();
  }

  URI baseUrl() {
    return baseUrl;
  }

  Liveblocks client() {
    return liveblocks;
  }

  /** Creates a room that these users may enter. */
  void createRoom(String id, Map<String, Permission> users) {
    RoomAccesses accesses = RoomAccesses.none();
    for (Map.Entry<String, Permission> user : users.entrySet()) {
      accesses = accesses.allowUser(user.getKey(), user.getValue());
    }
    Room unused = liveblocks.rooms().create(NewRoom.of(id).accesses(accesses));
  }

  /** Returns the token that the endpoint would respond with. */
  String idToken(String userId) {
    return liveblocks.identifyUser(LiveblocksUser.of(userId)).value();
  }

  @Override
  public void close() {
    liveblocks.close();
    process.close();
  }

  /** The program that runs it. npm installs the package that fits this machine. */
  static String bun() {
    Path packages = ChildProcess.HOME.resolve("node_modules/@oven");
    try (Stream<Path> found = Files.list(packages)) {
      return found
          .map(each -> each.resolve("bin/bun").toAbsolutePath())
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no bun for this machine in " + packages))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("run npm ci in " + ChildProcess.HOME, e);
    }
  }
}
