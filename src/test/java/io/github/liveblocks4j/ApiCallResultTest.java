package io.github.liveblocks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.rooms.NewRoom;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.github.liveblocks4j.testing.RecordedRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call carries beside one object: bytes, files, generic types, headers, pages. */
class ApiCallResultTest {

  private static final String BYTES = "application/octet-stream";

  @RegisterExtension final FakeLiveblocksExtension extension = new FakeLiveblocksExtension();

  @TempDir Path directory;

  private final FakeLiveblocks fake = extension.fake();
  private final Liveblocks liveblocks = extension.client();

  /** Not UTF-8, with every value of a byte. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    for (int i = 0; i < Math.min(256, length); i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private ApiCall inRoom(String method, String path) {
    return liveblocks.call(method, path).variable("roomId", "acme:plans");
  }

  private void createRoom() {
    var unused = liveblocks.rooms().create(NewRoom.of("acme:plans"));
  }

  /** The fake keeps documents and their versions. */
  @Test
  void sendWhenAYjsUpdateIsPutThenDocumentAndVersionHaveItsBytes() {
    createRoom();
    byte[] update = bytes(100_000);

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
    JsonObject version = inRoom("POST", "/v2/rooms/{roomId}/versions").send(JsonObject.class);
    inRoom("PUT", "/v2/rooms/{roomId}/ydoc").body(bytes(10), BYTES).send();
    inRoom("PUT", "/v2/rooms/{roomId}/ydoc").query("guid", "sub").body(bytes(20), BYTES).send();
    ApiCall binary = inRoom("GET", "/v2/rooms/{roomId}/ydoc-binary");
    assertThat(binary.send(byte[].class)).isEqualTo(bytes(10));
    assertThat(binary.query("guid", "sub").send(byte[].class)).isEqualTo(bytes(20));
    assertThat(
            inRoom("GET", "/v2/rooms/{roomId}/versions/{versionId}/yjs")
                .variable("versionId", version.getJsonObject("data").getString("id"))
                .send(byte[].class))
        .isEqualTo(update);
  }

  @Test
  void sendWhenAFileIsPutThenItArrivesByteForByteInEachAttempt() throws Exception {
    Path path = Files.write(directory.resolve("plan.pdf"), bytes(5 * 1024 * 1024));
    String attachmentId = "at_1";
    fake.next(Failure.status(503), Failure.status(200).body("{\"id\":\"at_1\",\"size\":1}"));

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
    assertThat(fake.requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.path()).endsWith("/at_1/upload/plan.pdf");
              assertThat(request.header("Content-Type")).contains(BYTES);
              assertThat(request.header("Content-Length")).contains("" + file.length);
              assertThat(request.header("Accept")).contains("application/json, */*;q=0.5");
              assertThat(request.bytes()).isEqualTo(file);
            });
  }

  @Test
  void bodyWhenItsTypeHasParametersThenTheyAreSent() {
    fake.next(Failure.status(204).body(""));

    liveblocks.call("PUT", "/v2/x").body(bytes(1), "text/markdown; charset=utf-8").send();

    assertThat(fake.requests().get(0).header("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/markdown; charset=utf-8");
  }

  @Test
  void sendWhenStorageIsPatchedThenAllOperationsApplyOrNone() {
    createRoom();
    Map<String, Object> tags = Map.of("liveblocksType", "LiveList", "data", List.of("house"));
    Map<String, Object> root = Map.of("title", "Plans", "tags", tags);
    inRoom("POST", "/v2/rooms/{roomId}/storage")
        .body(Map.of("liveblocksType", "LiveObject", "data", root))
        .send();

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
    var bad = Json.createPatchBuilder().replace("/title", "x").test("/tags", "y").build();
    ApiCall refused = inRoom("PATCH", "/v2/rooms/{roomId}/storage/json-patch");
    assertThatThrownBy(refused.body(bad.toJsonArray())::send).hasMessageContaining("422");

    Executor executor = ForkJoinPool.commonPool();
    // snippet: api-async
    CompletableFuture<JsonObject> storage =
        liveblocks
            .call("GET", "/v2/rooms/{roomId}/storage")
            .variable("roomId", "acme:plans")
            .query("format", "json")
            .sendAsync(JsonObject.class);

    CompletableFuture<Path> saved = storage.thenApplyAsync(json -> save(json), executor);
    // end
    assertThat(saved.join())
        .content()
        .contains("\"title\":\"Plans for spring\"", "\"tags\":[\"house\",\"spring\"]");
    assertThat(inRoom("GET", "/v2/rooms/{roomId}/storage").send(JsonObject.class))
        .containsOnlyKeys("liveblocksType", "data");
  }

  private Path save(JsonObject json) {
    try {
      return Files.writeString(directory.resolve("storage.json"), json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void maxResponseBytesWhenTheResponseIsLongerThenProtocolException() {
    byte[] document = bytes(16 * 1024 * 1024 + 1);
    fake.always(Failure.status(200).body(document));
    ApiCall call = liveblocks.call("GET", "/v2/x");

    assertThatThrownBy(() -> call.send(byte[].class))
        .as("the default")
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("larger than 16777216 bytes (maxResponseBytes)");
    assertThat(call.maxResponseBytes(document.length).send(byte[].class)).isEqualTo(document);
  }

  public record Version(String id) {}

  public record Project(String id) {}

  /** A generic type, as a framework brings it. */
  public interface Versions {
    Map<String, List<Version>> byKind();
  }

  private static Type byKind() throws NoSuchMethodException {
    return Versions.class.getMethod("byKind").getGenericReturnType();
  }

  @Test
  void sendWhenTheTypeIsGenericThenItsArgumentsAreRead() throws Exception {
    String body = "{\"yjs\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    fake.next(Failure.status(200).body(body), Failure.status(200).body(body));

    Map<String, List<Version>> versions = liveblocks.call("GET", "/v2/x").send(byKind());
    CompletableFuture<Map<String, List<Version>>> same =
        liveblocks.call("GET", "/v2/x").sendAsync(byKind());

    assertThat(versions).isEqualTo(Map.of("yjs", List.of(new Version("a"), new Version("b"))));
    assertThat(same.join()).isEqualTo(versions);
    fake.next(Failure.status(200).body("[1]"));
    assertThatThrownBy(() -> liveblocks.call("GET", "/v2/x").<Object>send(byKind()))
        .isInstanceOf(LiveblocksProtocolException.class)
        .hasMessageContaining("java.util.Map<java.lang.String, java.util.List<");
  }

  @Test
  void exchangeWhenSuccessfulThenStatusHeadersAndBody() throws Exception {
    fake.next(Failure.status(201).header("X-Total", "7").body("{\"yjs\":[{\"id\":\"secret\"}]}"));

    ApiCallResponse response = liveblocks.call("POST", "/v2/x").exchange();

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("x-total")).contains("7");
    assertThat(response.header("X-None")).isEmpty();
    assertThat(response.bytes()).hasSize(25);
    assertThat(response.as(JsonObject.class)).containsKey("yjs");
    assertThat(response.<Map<String, List<Version>>>as(byKind())).containsKey("yjs");
    assertThat(response).hasToString("ApiCallResponse[status=201, 25 bytes]");
    assertThatThrownBy(() -> response.as(int[].class))
        .isInstanceOf(LiveblocksProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor", "startingAfter"})
  void iterateWhenThereAreMorePagesThenEachIsFetchedWhenNeeded(String parameter) {
    fake.next(
        Failure.status(200).body("{\"data\":[{\"id\":\"a\"}],\"nextCursor\":\"x/y &z\"}"),
        Failure.status(200).body("{\"data\":[],\"nextCursor\":\"2\"}"),
        Failure.status(200).body("{\"data\":[{\"id\":\"b\"}],\"nextCursor\":null}"));
    ApiCall call = liveblocks.call("GET", "/v2/rooms/{roomId}/versions").variable("roomId", "r/1");

    Iterable<Version> versions = call.query("limit", 1).iterate(parameter, Version.class);
    call.query("limit", 2); // Changes nothing of what is iterated.
    assertThat(fake.requests()).isEmpty();

    Iterator<Version> first = versions.iterator();
    assertThat(first.next()).isEqualTo(new Version("a"));
    assertThat(fake.requests()).hasSize(1);
    assertThat(first).toIterable().containsExactly(new Version("b"));
    assertThat(fake.requests())
        .extracting(RecordedRequest::query)
        .containsExactly(
            "limit=1", "limit=1&" + parameter + "=x%2Fy%20%26z", "limit=1&" + parameter + "=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"data\":1}", "{\"data\":[1]}", "{\"data\":[{\"id\":{}}]}"})
  void iterateWhenTheResponseIsNoPageThenProtocolException(String body) {
    fake.next(Failure.status(200).body(body));

    Iterator<Version> versions =
        liveblocks.call("GET", "/v2/x").iterate("cursor", Version.class).iterator();

    assertThatThrownBy(versions::hasNext).isInstanceOf(LiveblocksProtocolException.class);
  }

  @Test
  void iterateWhenOfProjectsThenSentWithTheManagementToken() {
    fake.next(
        Failure.status(200).body("{\"data\":[{\"id\":\"p_1\"}],\"nextCursor\":null}"),
        Failure.status(200).body("{\"data\":[{\"id\":\"vh_2\"}],\"nextCursor\":\"c\"}"),
        Failure.status(200).body("{\"data\":[{\"id\":\"vh_1\"}],\"nextCursor\":null}"));
    List<String> ids = new ArrayList<>();
    Liveblocks.Builder builder = Liveblocks.builder().managementToken("lbs_fake");
    try (Liveblocks management = builder.baseUrl(fake.baseUrl()).build()) {
      // snippet: api-management
      // management = Liveblocks.builder().managementToken("lbs_…").build()
      for (Project project :
          management.call("GET", "/v2/management/projects").iterate("cursor", Project.class)) {
        ids.add(project.id());
      }
      // end
    }
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

    assertThat(ids).containsExactly("p_1", "vh_2", "vh_1");
    assertThat(fake.requests().get(0).header("Authorization")).contains("Bearer lbs_fake");
  }
}
