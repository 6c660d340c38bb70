package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.rooms.Room;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the snippets of the chapter on the API that show calls by path. */
class ApiChapterTest {

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();
  @TempDir Path directory;

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  public record Version(String id) {}

  public record Project(String id) {}

  @BeforeEach
  void createRoomWithStorage() {
    Room unused = liveblocks.rooms().create(NewRoom.of("acme:plans"));
    Map<String, Object> tags = Map.of("liveblocksType", "LiveList", "data", List.of("house"));
    liveblocks
        .call("POST", "/v2/rooms/{roomId}/storage")
        .variable("roomId", "acme:plans")
        .body(
            Map.of("liveblocksType", "LiveObject", "data", Map.of("title", "Plans", "tags", tags)))
        .send();
  }

  private JsonObject storage() {
    return liveblocks
        .call("GET", "/v2/rooms/{roomId}/storage")
        .variable("roomId", "acme:plans")
        .query("format", "json")
        .send(JsonObject.class);
  }

  @Test
  void bytesComeBackAsTheyWereSent() {
    byte[] update = {1, 1, (byte) 0xff, 0};

    // snippet: api-bytes
    liveblocks
        .call("PUT", "/v2/rooms/{roomId}/ydoc")
        .variable("roomId", "acme:plans")
        .body(update, "application/octet-stream")
        .send();

    byte[] document =
        liveblocks
            .call("GET", "/v2/rooms/{roomId}/ydoc-binary")
            .variable("roomId", "acme:plans")
            .send(byte[].class);
    // end

    assertThat(document).isEqualTo(update);
  }

  @Test
  void fileIsUploaded() throws Exception {
    Path path = Files.write(directory.resolve("plan.pdf"), new byte[] {'%', (byte) 0xe2});
    String attachmentId = "at_1";
    fake.next(Failure.status(200).body("{\"type\":\"attachment\",\"id\":\"at_1\"}"));

    // snippet: api-file
    byte[] file = Files.readAllBytes(path);

    JsonObject attachment =
        liveblocks
            .call("PUT", "/v2/rooms/{roomId}/attachments/{attachmentId}/upload/{name}")
            .variable("roomId", "acme:plans")
            .variable("attachmentId", attachmentId) // at_…, chosen by you
            .variable("name", "plan.pdf")
            .query("fileSize", file.length)
            .query("userId", "alice")
            .body(file, "application/octet-stream")
            .timeout(Duration.ofMinutes(1))
            .send(JsonObject.class);
    // end

    assertThat(attachment.getString("id")).isEqualTo("at_1");
    assertThat(fake.requests().get(2).bytes()).isEqualTo(file);
  }

  @Test
  void patchChangesStorage() {
    // snippet: api-patch
    JsonPatch patch =
        Json.createPatchBuilder()
            .test("/title", "Plans") // nothing is changed when another client was faster
            .replace("/title", "Plans for spring")
            .add("/tags/-", "spring")
            .build();

    liveblocks
        .call("PATCH", "/v2/rooms/{roomId}/storage/json-patch")
        .variable("roomId", "acme:plans")
        .body(patch.toJsonArray())
        .send();
    // end

    assertThat(storage().getString("title")).isEqualTo("Plans for spring");
    assertThat(storage().getJsonArray("tags")).hasToString("[\"house\",\"spring\"]");
  }

  @Test
  void listIsIterated() {
    fake.next(
        Failure.status(200).body("{\"data\":[{\"id\":\"vh_2\"}],\"nextCursor\":\"c\"}"),
        Failure.status(200).body("{\"data\":[{\"id\":\"vh_1\"}],\"nextCursor\":null}"));
    List<String> ids = new ArrayList<>();

    // snippet: api-pages
    Iterable<Version> versions =
        liveblocks
            .call("GET", "/v2/rooms/{roomId}/versions")
            .variable("roomId", "acme:plans")
            .query("limit", 100)
            .iterate("cursor", Version.class);

    for (Version version : versions) {
      ids.add(version.id());
    }
    // end

    assertThat(ids).containsExactly("vh_2", "vh_1");
  }

  @Test
  void managementTakesItsToken() {
    String token = "lbs_fake";
    fake.next(Failure.status(200).body("{\"data\":[{\"id\":\"p_1\"}],\"nextCursor\":null}"));
    List<String> ids = new ArrayList<>();
    try (Liveblocks management =
        Liveblocks.builder().managementToken(token).baseUrl(fake.baseUrl()).build()) {
      // snippet: api-management
      // management = Liveblocks.builder().managementToken("lbs_…").build()
      for (Project project :
          management.call("GET", "/v2/management/projects").iterate("cursor", Project.class)) {
        ids.add(project.id());
      }
      // end
    }

    assertThat(ids).containsExactly("p_1");
    assertThat(fake.requests().get(2).header("Authorization")).contains("Bearer lbs_fake");
  }

  @Test
  void typedOperationTakesATimeout() {
    // snippet: api-timeout
    Room room = liveblocks.rooms().timeout(Duration.ofSeconds(2)).get("acme:plans");
    // end

    assertThat(room.id()).isEqualTo("acme:plans");
  }

  @Test
  void longWorkRunsOnTheExecutor() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      // snippet: api-async
      CompletableFuture<JsonObject> storage =
          liveblocks
              .call("GET", "/v2/rooms/{roomId}/storage")
              .variable("roomId", "acme:plans")
              .query("format", "json")
              .sendAsync(JsonObject.class);

      CompletableFuture<Path> saved = storage.thenApplyAsync(json -> save(json), executor);
      // end

      assertThat(saved.join()).content().contains("Plans");
    } finally {
      executor.shutdownNow();
    }
  }

  private Path save(JsonObject json) {
    try {
      return Files.writeString(directory.resolve("storage.json"), json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
