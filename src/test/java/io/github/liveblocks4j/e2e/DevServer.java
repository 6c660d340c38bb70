package io.github.liveblocks4j.e2e;

import io.github.liveblocks4j.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The development server that Liveblocks gives away: a separate program, with its own licence, on a
 * free port.
 */
final class DevServer implements AutoCloseable {

  /** The only secret key it takes. */
  static final String SECRET_KEY = "sk_localdev";

  private static final String READY = "ready at ";
  private static final long SECONDS_TO_START = 30;

  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ChildProcess process;
  private final URI baseUrl;

  DevServer() {
    // With --cmd it serves as long as the command runs, and tells it the address; this one runs as
    // long as our end of its input is open.
    String untilInputEnds = "echo \"" + READY + "$LIVEBLOCKS_BASE_URL\"; exec cat";
    process =
        new ChildProcess(
            List.of(
                bun(),
                "node_modules/liveblocks/dist/index.js",
                "dev",
                "--random-port",
                "--host",
                "127.0.0.1",
                "--cmd",
                untilInputEnds),
            this::readLine);
    process.onExit(() -> ready.completeExceptionally(new IllegalStateException("it has ended")));
    try {
      baseUrl = ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.close();
      throw new IllegalStateException("the dev server did not start" + process.log(), e);
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** Creates a room that nobody may enter but these. */
  void createRoom(String id, Map<String, List<String>> usersAccesses) {
    Map<String, Object> room =
        Map.of("id", id, "defaultAccesses", List.of(), "usersAccesses", usersAccesses);
    try (Json json = new Json()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(baseUrl.resolve("/v2/rooms"))
                  .timeout(Duration.ofSeconds(10))
                  .header("Authorization", "Bearer " + SECRET_KEY)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json.write(room)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no room: " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the dev server did not answer" + process.log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private void readLine(String line) {
    if (line.startsWith(READY)) {
      ready.complete(URI.create(line.substring(READY.length())));
    }
  }

  /** The program that runs it. npm installs the package that fits this machine. */
  private static String bun() {
    Path packages = ChildProcess.HOME.resolve("node_modules/@oven");
    if (Files.isDirectory(packages)) {
      try (Stream<Path> found = Files.list(packages)) {
        return found
            .sorted()
            .map(each -> each.resolve("bin").resolve("bun"))
            .filter(Files::isExecutable)
            .map(each -> each.toAbsolutePath().toString())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no bun for this machine in " + packages));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException(
        "%s is missing: run npm ci in %s, or mvn -Pe2e verify, which does (Linux and macOS, x64 and arm64)"
            .formatted(packages, ChildProcess.HOME));
  }
}
